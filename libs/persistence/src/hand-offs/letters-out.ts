import type { HandOffAddress, LetterFacts, LetterResult, OutgoingHandOff } from '#contracts';
import type { Queryable } from '../database.js';
import { lockContacts } from '../outreach/person-contacts.js';
import type { Given } from './hand-off-batches.js';
import { FOR_ADDRESS, FREE, giveUp, whose } from './hand-off-endings.js';
import { LETTER_FACTS, OUTGOING, OUTGOING_FROM, type OutgoingRow } from './outgoing.sql.js';

interface LetterRow extends Record<string, unknown> {
  id: string;
  personId: string;
}

/**
 * Writes what may be written of what is to go to one address. The persons are locked first, in id order (I6): a stop that
 * has committed is seen.
 */
export async function lettersFor(
  tx: Queryable,
  address: HandOffAddress,
  now: number,
  write: (facts: LetterFacts) => LetterResult,
  limit: number,
): Promise<Given[]> {
  const named = await tx.query<LetterRow>(
    `SELECT h.id, h.person_id AS "personId" FROM ${OUTGOING_FROM} WHERE ${FOR_ADDRESS} AND ${FREE}
     ORDER BY h.requested_at, h.id LIMIT $4`,
    [...whose(address), limit],
  );
  await lockContacts(tx, new Set(named.rows.map(({ personId }) => personId)));
  const { rows } = await tx.query<OutgoingRow & { facts: LetterFacts }>(
    `SELECT ${OUTGOING}, ${LETTER_FACTS} AS facts FROM ${OUTGOING_FROM} JOIN portfolios f ON f.id = c.portfolio_id
     WHERE h.id = ANY($4) AND ${FOR_ADDRESS} AND ${FREE} ORDER BY h.requested_at, h.id FOR UPDATE OF h`,
    [...whose(address), named.rows.map(({ id }) => id)],
  );
  const refused = new Map<string, OutgoingHandOff[]>();
  const given: Given[] = [];
  for (const { facts, ...row } of rows) {
    const result = write(facts);
    if (result.kind === 'written') given.push({ id: row.id, figures: facts.figures, letter: result.words });
    else refused.set(result.reason, [...(refused.get(result.reason) ?? []), row]);
  }
  for (const [reason, theirs] of refused) await giveUp(tx, theirs, reason, now);
  return given;
}

/** Each letter is one contact of its person from now on, about its case; the persons are locked. */
export async function countContacts(tx: Queryable, letters: readonly Given[], now: number): Promise<void> {
  await tx.query(
    `UPDATE persons p SET contacts = p.contacts || own.contacts
     FROM (SELECT h.person_id, jsonb_agg(jsonb_build_object('at', $1::bigint, 'ch', 'letter', 'm', h.id, 'c', h.case_id)
             ORDER BY h.id) AS contacts
           FROM hand_offs h WHERE h.id = ANY($2) GROUP BY h.person_id) own
     WHERE p.id = own.person_id`,
    [now, letters.map(({ id }) => id)],
  );
}
