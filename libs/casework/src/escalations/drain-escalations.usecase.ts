import type { Assignment } from '#contracts';
import type { Desk } from '../desk/desk.js';
import { handOutHeads } from './hand-out/hand-out-heads.js';
import { passOn } from './hand-out/pass-on.js';

export interface DrainEscalations {
  creditorId: string;
}

/**
 * Between two runs: what found no room goes to whoever is at work and has room by now, and what lies unclaimed past
 * its time, or with somebody who is away or has left, passes on. What was asked for since the last run waits for the
 * next. Any number of processes may do so at once.
 */
export async function drainEscalations(desk: Desk, { creditorId }: DrainEscalations): Promise<Assignment[]> {
  const occasion = { creditorId, scheduledFor: null, at: desk.clock.now() };
  const passed = await passOn(desk, occasion);
  return handOutHeads(desk, occasion, passed);
}
