import type { Desk } from '../desk/desk.js';
import { askForAgent } from '../escalations/ask-for-agent.js';
import { type StopCommand, type StopResult, stopPerson } from './stop-person.js';

/** A lawyer represents the person: only the representative may be contacted, and only by an agent. */
export function represented(desk: Desk, command: StopCommand): Promise<StopResult> {
  return stopPerson(desk, command, {
    stop: 'represented',
    interaction: 'representation',
    then: (tx, record, records, at) =>
      askForAgent(tx, record, records, { reason: 'represented', priority: 'high', at }),
  });
}
