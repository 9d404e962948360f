import type { Desk } from '../desk/desk.js';
import { askForAgent } from '../escalations/ask-for-agent.js';
import { type StopCommand, type StopResult, stopPerson } from './stop-person.js';

/** Somebody reports that the person has died: all outreach stops and an agent takes over. */
export function reportDeceased(desk: Desk, command: StopCommand): Promise<StopResult> {
  return stopPerson(desk, command, {
    stop: 'deceased',
    then: (tx, record, records, at) =>
      askForAgent(tx, record, records, { reason: 'deceased', priority: 'high', at }),
  });
}
