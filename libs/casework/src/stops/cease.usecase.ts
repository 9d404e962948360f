import type { Desk } from '../desk/desk.js';
import { type StopCommand, type StopResult, stopPerson } from './stop-person.js';

/** The person asks that nobody contacts them: every collection message to them stops, for all their cases. */
export function cease(desk: Desk, command: StopCommand): Promise<StopResult> {
  return stopPerson(desk, command, { stop: 'cease', interaction: 'cease' });
}
