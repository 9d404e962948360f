import type { Desk } from '../desk/desk.js';
import type { Invalid } from '../desk/results.js';
import { pauseCase } from './pause-case.js';
import type { StopCommand, StopResult } from './stop-person.js';

/** The debtor tells of hardship or vulnerability: outreach pauses and an agent looks for a way. */
export function reportHardship(desk: Desk, command: StopCommand): Promise<StopResult | Invalid> {
  return pauseCase(desk, command, { reason: 'hardship', event: 'hold.placed', interaction: 'hardship' });
}
