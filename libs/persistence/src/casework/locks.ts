import type { LockOptions, LockedPerson } from '#contracts';
import { AdvisoryLock } from '../advisory-locks.js';
import type { Queryable } from '../database.js';

const LOCKED = `id, shard, stops, refused_channels AS "refusedChannels", inconvenient_times AS "inconvenientTimes"`;

/** Imports share it, stops take it alone; always before any person, so that neither waits for the other in a circle. */
export async function shareAddressLock(tx: Queryable): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock_shared($1)', [AdvisoryLock.addresses]);
}

/**
 * Locks the persons in id order (I6): the order in which senders lock them, so that nobody deadlocks. The keys of
 * the rows stay free, so that a scheduler that refers to a person while it holds an enrolment does not wait.
 */
export async function lockPersons(tx: Queryable, personIds: string[]): Promise<Map<string, LockedPerson>> {
  const { rows } = await tx.query<LockedPerson & Record<string, unknown>>(
    `SELECT ${LOCKED} FROM persons WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE`,
    [personIds],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

export async function takeLocks(tx: Queryable, locks: LockOptions): Promise<Map<string, LockedPerson>> {
  if (locks.addresses === true) await tx.query('SELECT pg_advisory_xact_lock($1)', [AdvisoryLock.addresses]);
  return lockPersons(tx, locks.personIds);
}

/** Locks the person of a case; which one that is never changes. Empty when there is no such case. */
export async function lockPersonOf(tx: Queryable, caseId: string): Promise<Map<string, LockedPerson>> {
  const { rows } = await tx.query<LockedPerson & Record<string, unknown>>(
    `SELECT ${LOCKED} FROM persons WHERE id = (SELECT person_id FROM cases WHERE id = $1)
     FOR NO KEY UPDATE`,
    [caseId],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
