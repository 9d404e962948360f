import type { Assignment } from '#contracts';
import type { Desk } from '../desk/desk.js';
import { type AlreadyDone, alreadyDone } from '../desk/results.js';
import { handOut } from './hand-out.js';

export interface AssignEscalations {
  creditorId: string;
  /** The instant of the creditor's schedule that this run serves; one run serves it once. */
  scheduledFor: number;
}

export type AssignEscalationsResult = { kind: 'ok'; assignments: Assignment[] } | AlreadyDone;

/** The escalation run of one creditor: what waits goes to agents with room, each with the time by which to answer. */
export async function assignEscalations(
  desk: Desk,
  { creditorId, scheduledFor }: AssignEscalations,
): Promise<AssignEscalationsResult> {
  const at = desk.clock.now();
  const assignments = await handOut(desk, { creditorId, scheduledFor, requestedBy: null, at });
  return assignments === null ? alreadyDone : { kind: 'ok', assignments };
}
