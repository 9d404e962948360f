import type { IntakeCase } from '#contracts';
import { shardOf } from '#domain';
import { columns } from '../casework/columns.js';
import type { Queryable } from '../database.js';
import type { StoredPerson } from './known-facts.sql.js';

/** A row with the person and the debtor that it is about. */
export interface PlacedCase extends IntakeCase {
  personId: string;
  shard: number;
  debtorId: string;
  /** Whether nobody had the person on record: then the debtor and all of their addresses are new as well. */
  ofNewPerson: boolean;
}

/**
 * Gives each row its person: the one on record by the hash of their key, else a new one, whom all rows of theirs share;
 * and with a new person, its debtor.
 */
export function placeCases(cases: IntakeCase[], known: ReadonlyMap<string, StoredPerson>): PlacedCase[] {
  const fresh = new Map<string, StoredPerson>();
  const debtors = new Map<string, string>();
  return cases.map((each) => {
    const hash = each.person.keyHash;
    const onRecord = known.get(hash);
    if (onRecord !== undefined) return place(each, onRecord, '', false);
    let person = fresh.get(hash);
    if (person === undefined) {
      person = { id: each.person.id, shard: shardOf(each.person.id) };
      fresh.set(hash, person);
    }
    const key = `${each.creditorId}/${person.id}`;
    const debtorId = debtors.get(key) ?? each.debtor.id;
    debtors.set(key, debtorId);
    return place(each, person, debtorId, true);
  });
}

/** Onto the row itself: a copy of all that it holds would be made for each row of an import. */
function place(
  each: IntakeCase,
  { id, shard }: StoredPerson,
  debtorId: string,
  ofNewPerson: boolean,
): PlacedCase {
  return Object.assign(each, { personId: id, shard, debtorId, ofNewPerson });
}

/**
 * Stores or updates the debtors of persons on record, and gives each row its own; what a row leaves out is kept as an
 * earlier one said it.
 */
export async function storeDebtors(tx: Queryable, placed: PlacedCase[]): Promise<void> {
  if (placed.length === 0) return;
  const debtors = new Map(placed.map((each) => [`${each.creditorId}/${each.personId}`, each]));
  const rows = [...debtors.values()];
  const stored = await tx.query<{ id: string; creditor_id: string | null; person_id: string | null }>(
    `INSERT INTO debtors AS d (id, person_id, creditor_id, kind, first_name, last_name, company_name, gender, birth_date,
       street, postcode, city, country, language, zone, attributes)
     SELECT id, person_id, creditor_id, kind, first_name, last_name, company_name, gender, birth_date, street, postcode,
       city, country, language, zone,
       jsonb_strip_nulls(jsonb_build_object('publicHealthEntity', public_health, 'owner', owner))
     FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
       $9::date[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::boolean[], $17::text[])
       AS r(id, person_id, creditor_id, kind, first_name, last_name, company_name, gender, birth_date, street, postcode,
         city, country, language, zone, public_health, owner)
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
        'owner',
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
}
