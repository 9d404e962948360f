import type { Assignment } from '#contracts';
import type { Desk } from '../desk/desk.js';
import { type AlreadyDone, alreadyDone } from '../desk/results.js';
import { handOutAll } from './hand-out/hand-out-all.js';
import { passOn } from './hand-out/pass-on.js';

export interface AssignEscalations {
  creditorId: string;
  /** The instant of the creditor's schedule that this run serves; one run serves it once. */
  scheduledFor: number;
}

export type AssignEscalationsResult = { kind: 'ok'; assignments: Assignment[] } | AlreadyDone;

/**
 * The escalation run of one creditor: what waits goes to agents with room, each with the time by which to answer. It
 * is many short transactions; one that is cut off goes on elsewhere, once its lease is over.
 */
export async function assignEscalations(
  desk: Desk,
  { creditorId, scheduledFor }: AssignEscalations,
): Promise<AssignEscalationsResult> {
  const occasion = { creditorId, scheduledFor, at: desk.clock.now() };
  if (!(await desk.store.handOuts.enterRun(occasion))) return alreadyDone;
  await passOn(desk, occasion);
  const assignments = await handOutAll(desk, occasion);
  await desk.store.handOuts.endRun(occasion);
  return { kind: 'ok', assignments };
}
