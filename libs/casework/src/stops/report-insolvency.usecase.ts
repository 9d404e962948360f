import type { Desk } from '../desk/desk.js';
import { askForAgent } from '../escalations/ask-for-agent.js';
import { type StopCommand, type StopResult, stopPerson } from './stop-person.js';

/** The person is insolvent: all outreach stops and an agent takes over. */
export function reportInsolvency(desk: Desk, command: StopCommand): Promise<StopResult> {
  return stopPerson(desk, command, {
    stop: 'insolvent',
    then: (tx, record, records, at) =>
      askForAgent(tx, record, records, { reason: 'insolvent', priority: 'high', at }),
  });
}
