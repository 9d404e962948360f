import type { Desk } from '../desk/desk.js';
import type { Invalid } from '../desk/results.js';
import { pauseCase } from './pause-case.js';
import type { StopCommand, StopResult } from './stop-person.js';

/** The debtor disputes the debt: collection of this case stops and an agent answers. */
export function dispute(desk: Desk, command: StopCommand): Promise<StopResult | Invalid> {
  return pauseCase(desk, command, { reason: 'dispute', event: 'case.disputed', interaction: 'dispute' });
}
