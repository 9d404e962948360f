import type { IntakeCase } from '#contracts';
import { shardOf } from '#domain';
import { columns } from '../casework/columns.js';
import type { Queryable } from '../database.js';

export interface StoredPerson {
  id: string;
  shard: number;
}

/**
 * Stores the persons that are new by their keyed hash and finds all of them. In one order always, so that imports
 * that run side by side wait for each other and never in a circle.
 */
export async function storePersons(tx: Queryable, cases: IntakeCase[]): Promise<Map<string, StoredPerson>> {
  const byHash = new Map(cases.map(({ person }) => [person.keyHash.toString('hex'), person]));
  const persons = [...byHash.values()].map((person) => ({ ...person, shard: shardOf(person.id) }));
  await tx.query(
    `INSERT INTO persons (id, shard, kind, key_hash)
     SELECT id, shard, kind, key_hash FROM unnest($1::uuid[], $2::smallint[], $3::text[], $4::bytea[])
       AS p(id, shard, kind, key_hash)
     ORDER BY key_hash ON CONFLICT (key_hash) DO NOTHING`,
    columns(persons, 'id', 'shard', 'kind', 'keyHash'),
  );
  const { rows } = await tx.query<{ id: string; shard: number; key_hash: Buffer }>(
    'SELECT id, shard, key_hash FROM persons WHERE key_hash = ANY($1)',
    [persons.map((person) => person.keyHash)],
  );
  return new Map(rows.map((row) => [row.key_hash.toString('hex'), { id: row.id, shard: row.shard }]));
}

/** A row with the person and the debtor that it turned out to be. */
export interface PlacedCase extends IntakeCase {
  personId: string;
  shard: number;
  debtorId: string;
}

/** Stores or updates the debtors; what a row leaves out is kept as an earlier one said it. */
export async function storeDebtors(
  tx: Queryable,
  cases: IntakeCase[],
  persons: ReadonlyMap<string, StoredPerson>,
): Promise<PlacedCase[]> {
  const placed = cases.map((each) => {
    const person = persons.get(each.person.keyHash.toString('hex'));
    if (person === undefined) throw new Error(`person of case ${each.caseId} was not stored`);
    return { ...each, personId: person.id, shard: person.shard, debtorId: '' };
  });
  const debtors = new Map(placed.map((each) => [`${each.creditorId}/${each.personId}`, each]));
  const rows = [...debtors.values()].map(({ debtor, personId, creditorId }) => ({
    ...debtor,
    personId,
    creditorId,
  }));
  const stored = await tx.query<{ id: string; creditor_id: string; person_id: string }>(
    `INSERT INTO debtors AS d (id, person_id, creditor_id, kind, first_name, last_name, company_name, gender, birth_date,
       street, postcode, city, country, language, zone, attributes)
     SELECT id, person_id, creditor_id, kind, first_name, last_name, company_name, gender, birth_date, street, postcode,
       city, country, language, zone,
       CASE WHEN public_health IS NULL THEN '{}' ELSE jsonb_build_object('publicHealthEntity', public_health) END
     FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
       $9::date[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::boolean[])
       AS r(id, person_id, creditor_id, kind, first_name, last_name, company_name, gender, birth_date, street, postcode,
         city, country, language, zone, public_health)
     ORDER BY creditor_id, person_id
     ON CONFLICT (creditor_id, person_id) DO UPDATE SET kind = excluded.kind,
       first_name = coalesce(excluded.first_name, d.first_name), last_name = coalesce(excluded.last_name, d.last_name),
       company_name = coalesce(excluded.company_name, d.company_name), gender = coalesce(excluded.gender, d.gender),
       birth_date = coalesce(excluded.birth_date, d.birth_date), street = coalesce(excluded.street, d.street),
       postcode = coalesce(excluded.postcode, d.postcode), city = coalesce(excluded.city, d.city),
       country = excluded.country, language = excluded.language, zone = coalesce(excluded.zone, d.zone),
       attributes = d.attributes || excluded.attributes
     RETURNING id, creditor_id, person_id`,
    columns(
      rows,
      'id',
      'personId',
      'creditorId',
      'kind',
      'firstName',
      'lastName',
      'companyName',
      'gender',
      'birthDate',
      'street',
      'postcode',
      'city',
      'country',
      'language',
      'zone',
      'publicHealth',
    ),
  );
  const ids = new Map(stored.rows.map((row) => [`${row.creditor_id}/${row.person_id}`, row.id]));
  for (const each of placed) each.debtorId = ids.get(`${each.creditorId}/${each.personId}`) ?? '';
  return placed;
}

/**
 * Stores the contact points. One that was purged or suppressed stays so, an opt-out stays an opt-out, whatever a
 * file says. Points that an earlier row gave stay usable, behind those of this one.
 */
export async function storePoints(tx: Queryable, cases: PlacedCase[]): Promise<void> {
  const points = new Map(
    cases.flatMap((each) =>
      each.points.map((point) => [
        `${each.debtorId}/${point.kind}/${point.valueHash.toString('hex')}`,
        { ...point, debtorId: each.debtorId, personId: each.personId },
      ]),
    ),
  );
  const rows = [...points.values()].map((point) => ({
    ...point,
    // unnest would flatten arrays of arrays; these travel as array literals.
    optedOut: `{${point.optedOut.join(',')}}`,
    zones: `{${point.zones.join(',')}}`,
  }));
  if (rows.length === 0) return;
  await tx.query(
    `WITH r AS (
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::bytea[], $7::text[],
         $8::text[], $9::text[], $10::text[], $11::text[], $12::smallint[], $13::text[], $14::text[])
         AS r(id, debtor_id, person_id, kind, value, value_hash, status, status_reason, opted_out, zones, country,
           position, person_name, role)
     )
     INSERT INTO contact_points AS cp (id, debtor_id, person_id, kind, value, value_hash, status, status_reason, opted_out,
       zones, country, position, person_name, role)
     SELECT id, debtor_id, person_id, kind, value, value_hash, status, status_reason, opted_out::text[], zones::text[],
       country, position, person_name, role FROM r ORDER BY debtor_id, kind, value_hash
     ON CONFLICT (debtor_id, kind, value_hash) DO UPDATE SET position = excluded.position,
       person_name = CASE WHEN cp.value IS NOT NULL THEN coalesce(excluded.person_name, cp.person_name) END,
       role = coalesce(excluded.role, cp.role),
       opted_out = ARRAY(SELECT DISTINCT unnest(cp.opted_out || excluded.opted_out))`,
    columns(
      rows,
      'id',
      'debtorId',
      'personId',
      'kind',
      'value',
      'valueHash',
      'status',
      'statusReason',
      'optedOut',
      'zones',
      'country',
      'position',
      'personName',
      'role',
    ),
  );
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
     WHERE cp.debtor_id = r.debtor_id AND cp.kind = r.kind AND position < 100 AND NOT value_hash = ANY($3)`,
    [
      said.map(({ debtorId }) => debtorId),
      said.map(({ kind }) => kind),
      changed.flatMap((each) => each.points.map((point) => point.valueHash)),
    ],
  );
}
