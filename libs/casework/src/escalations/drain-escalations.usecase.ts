import type { Assignment } from '#contracts';
import type { Desk } from '../desk/desk.js';
import { handOut } from './hand-out.js';

export interface DrainEscalations {
  creditorId: string;
  /** The latest instant of the creditor's schedule: what was asked for since waits for the next. Null: none yet. */
  lastRun: number | null;
}

/**
 * Between two runs: what found no room goes to whoever is at work and has room by now, and what lies unclaimed past
 * its time, or with somebody who is away or has left, passes on. Any number of processes may do so at once.
 */
export async function drainEscalations(
  desk: Desk,
  { creditorId, lastRun }: DrainEscalations,
): Promise<Assignment[]> {
  const at = desk.clock.now();
  return (await handOut(desk, { creditorId, scheduledFor: null, requestedBy: lastRun, at })) ?? [];
}
