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
  const byHash = new Map(
    cases.map(({ person }) => [person.keyHash.toString('hex'), { ...person, shard: shardOf(person.id) }]),
  );
  const persons = [...byHash.values()];
  const stored = await tx.query<{ id: string }>(
    `INSERT INTO persons (id, shard, kind, key_hash)
     SELECT id, shard, kind, key_hash FROM unnest($1::uuid[], $2::smallint[], $3::text[], $4::bytea[])
       AS p(id, shard, kind, key_hash)
     ORDER BY key_hash ON CONFLICT (key_hash) DO NOTHING RETURNING id`,
    columns(persons, 'id', 'shard', 'kind', 'keyHash'),
  );
  const fresh = new Set(stored.rows.map(({ id }) => id));
  const known = persons.filter(({ id }) => !fresh.has(id)).map(({ keyHash }) => keyHash);
  const { rows } = await tx.query<{ id: string; shard: number; key_hash: Buffer }>(
    'SELECT id, shard, key_hash FROM persons WHERE key_hash = ANY($1)',
    [known],
  );
  const found = new Map(rows.map((row) => [row.key_hash.toString('hex'), { id: row.id, shard: row.shard }]));
  for (const [hash, { id, shard }] of byHash) if (fresh.has(id)) found.set(hash, { id, shard });
  return found;
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
  const rows = [...debtors.values()];
  const stored = await tx.query<{ id: string; creditor_id: string | null; person_id: string | null }>(
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
     RETURNING id, CASE WHEN old.id IS NOT NULL THEN d.creditor_id END AS creditor_id,
       CASE WHEN old.id IS NOT NULL THEN d.person_id END AS person_id`,
    [
      rows.map(({ debtor }) => debtor.id),
      ...columns(rows, 'personId', 'creditorId'),
      ...columns(
        rows.map(({ debtor }) => debtor),
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
    ],
  );
  // Of a new debtor the id says it all; of one on record, its keys say under which id it is there.
  const onRecord = new Map<string, string>();
  for (const row of stored.rows)
    if (row.person_id !== null) onRecord.set(`${row.creditor_id}/${row.person_id}`, row.id);
  for (const each of placed) {
    const key = `${each.creditorId}/${each.personId}`;
    each.debtorId = onRecord.get(key) ?? debtors.get(key)?.debtor.id ?? '';
  }
  return placed;
}
