import type { IntakeCase, IntakePoint, SaidConsents } from '#contracts';
import { bytesArray } from '../array-parameters.js';
import { columns } from '../casework/columns.js';
import type { Queryable } from '../database.js';
import type { PlacedCase } from './people.sql.js';

/**
 * Stores the contact points. One that was purged or suppressed stays so, an opt-out stays an opt-out, whatever a
 * file says; of what was said about contacts the later saying stands. Points that an earlier row gave stay usable, behind
 * those of this one.
 */
export async function storePoints(tx: Queryable, cases: PlacedCase[]): Promise<void> {
  const rows = onceEach(cases);
  if (rows.length === 0) return;
  const points = rows.map(({ point }) => point);
  await tx.query(
    `WITH r AS (
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::bytea[], $7::text[],
         $8::text[], $9::text[], $10::text[], $11::text[], $12::smallint[], $13::text[], $14::text[], $15::jsonb[])
         AS r(id, debtor_id, person_id, kind, value, value_hash, status, status_reason, opted_out, zones, country,
           position, person_name, role, consents)
     )
     INSERT INTO contact_points AS cp (id, debtor_id, person_id, kind, value, value_hash, status, status_reason, opted_out,
       zones, country, position, person_name, role, consents)
     SELECT id, debtor_id, person_id, kind, value, value_hash, status, status_reason, opted_out::text[], zones::text[],
       country, position, person_name, role, consents FROM r ORDER BY debtor_id, kind, value_hash
     ON CONFLICT (debtor_id, kind, value_hash) DO UPDATE SET position = excluded.position,
       person_name = CASE WHEN cp.value IS NOT NULL THEN coalesce(excluded.person_name, cp.person_name) END,
       role = coalesce(excluded.role, cp.role),
       consents = merged_consents(cp.consents, excluded.consents),
       opted_out = ARRAY(SELECT DISTINCT unnest(cp.opted_out || excluded.opted_out))`,
    [
      ...columns(points, 'id'),
      ...columns(rows, 'debtorId', 'personId'),
      ...columns(points, 'kind', 'value'),
      bytesArray(points.map(({ valueHash }) => valueHash)),
      ...columns(points, 'status', 'statusReason'),
      // unnest would flatten arrays of arrays; these travel as array literals.
      points.map(({ optedOut }) => `{${optedOut.join(',')}}`),
      points.map(({ zones }) => `{${zones.join(',')}}`),
      ...columns(points, 'country', 'position', 'personName', 'role'),
      points.map(({ consents }) => JSON.stringify(consents)),
    ],
  );
}

/**
 * Heeds what rows take back that are not taken in otherwise, since their case is closed: their debtor may have others.
 * Of somebody who is not on record there is nothing to take back.
 */
export async function withdrawConsents(
  tx: Queryable,
  cases: readonly IntakeCase[],
  persons: ReadonlyMap<string, { id: string }>,
): Promise<void> {
  const rows = cases.flatMap(({ person, creditorId, points }) => {
    const personId = persons.get(person.keyHash)?.id;
    return personId === undefined
      ? []
      : points.flatMap(({ valueHash, consents }) => {
          const withdrawn = Object.entries(consents).filter(([, { said }]) => said === 'withdrawn');
          const said = JSON.stringify(Object.fromEntries(withdrawn));
          return withdrawn.length === 0 ? [] : [{ personId, creditorId, valueHash, said }];
        });
  });
  if (rows.length === 0) return;
  await tx.query(
    `UPDATE contact_points cp SET consents = merged_consents(cp.consents, r.said)
     FROM unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::jsonb[]) AS r(person_id, creditor_id, value_hash, said)
     JOIN debtors d ON d.person_id = r.person_id AND d.creditor_id = r.creditor_id
     WHERE cp.debtor_id = d.id AND cp.value_hash = r.value_hash`,
    [
      ...columns(rows, 'personId', 'creditorId'),
      bytesArray(rows.map(({ valueHash }) => valueHash)),
      ...columns(rows, 'said'),
    ],
  );
}

/** A point with whose it is. */
export interface PlacedPoint {
  point: IntakePoint;
  debtorId: string;
  personId: string;
}

/**
 * The points of a batch. Debtors of several cases may be given one of them more than once: the last one counts, but what
 * any of the rows says about contacts on it is heeded, and what any of them takes back stands.
 */
export function onceEach(cases: readonly PlacedCase[]): PlacedPoint[] {
  const all = cases.flatMap(({ points, debtorId, personId }) =>
    points.map((point) => ({ point, debtorId, personId })),
  );
  if (new Set(cases.map(({ debtorId }) => debtorId)).size === cases.length) return all;
  const byKey = new Map<string, PlacedPoint>();
  for (const each of all) {
    const key = `${each.debtorId}/${each.point.kind}/${each.point.valueHash}`;
    const before = byKey.get(key);
    if (before !== undefined) each.point.consents = heedingBoth(before.point.consents, each.point.consents);
    byKey.set(key, each);
  }
  return [...byKey.values()];
}

function heedingBoth(earlier: SaidConsents, later: SaidConsents): SaidConsents {
  const withdrawn = Object.entries(earlier).filter(([, { said }]) => said === 'withdrawn');
  return { ...earlier, ...later, ...Object.fromEntries(withdrawn) };
}

/**
 * Moves the points of changed debtors that their new rows no longer name behind those that they do; of a kind that the
 * rows have no columns for, all stay where they are.
 */
export async function demotePoints(tx: Queryable, changed: PlacedCase[]): Promise<void> {
  const said = changed.flatMap(({ debtorId, pointKinds }) => pointKinds.map((kind) => ({ debtorId, kind })));
  if (said.length === 0) return;
  await tx.query(
    `UPDATE contact_points cp SET position = position + 100
     FROM unnest($1::uuid[], $2::text[]) AS r(debtor_id, kind)
     WHERE cp.debtor_id = r.debtor_id AND cp.kind = r.kind AND position < 100 AND NOT value_hash = ANY($3::bytea[])`,
    [
      said.map(({ debtorId }) => debtorId),
      said.map(({ kind }) => kind),
      bytesArray(changed.flatMap((each) => each.points.map((point) => point.valueHash))),
    ],
  );
}
