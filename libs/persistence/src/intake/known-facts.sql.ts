import {
  type CaseStatus,
  type IntakeLookUp,
  type KnownCase,
  type KnownDebtor,
  type KnownFacts,
  type KnownRecords,
  caseKey,
  debtorKey,
} from '#contracts';
import { bytesArray } from '../array-parameters.js';
import { columns } from '../casework/columns.js';
import type { Queryable } from '../database.js';

/** What stands in for columns that a file lacks, of the debtor d. */
const DEBTOR = `d.kind, d.first_name AS "firstName", d.last_name AS "lastName", d.company_name AS "companyName",
  d.birth_date AS "birthDate", d.postcode, d.country, d.language, d.zone, ARRAY(SELECT DISTINCT cp.kind FROM contact_points cp
    WHERE cp.debtor_id = d.id AND cp.status = 'active' AND cp.value IS NOT NULL
      AND NOT CASE cp.kind WHEN 'phone' THEN 'sms' ELSE 'email' END = ANY (cp.opted_out)) AS "reachableBy"`;

/** A person on record. */
export interface StoredPerson {
  id: string;
  shard: number;
}

/** What is on record about a batch, with the persons of its rows, by the hash (hex) of their key. */
export interface FactsOnRecord {
  known: KnownFacts;
  persons: ReadonlyMap<string, StoredPerson>;
}

interface KnownRow extends KnownDebtor {
  id: string;
  person_id: string;
  shard: number;
  creditor_id: string;
  ref: string;
  key_hash: string;
  status: CaseStatus;
  title: string;
  currency: string;
  principal_minor: number;
  interest_minor: number;
  costs_minor: number;
  paid_principal_minor: number;
  paid_interest_minor: number;
  paid_costs_minor: number;
  due_date: string;
  issued_date: string | null;
  time_barred_on: string | null;
  interest_frozen: boolean;
}

/**
 * Whom the batch must lock: the persons of the cases that their source has changed, and those on record of whom a row
 * takes back a consent, which is a stop (I6).
 */
export function personsToLock({ known, persons }: FactsOnRecord, { cases }: IntakeLookUp): string[] {
  const withdrawing = cases.flatMap(({ withdraws, personKeyHash, creditorId, ref }) => {
    const person = withdraws && !known.unchanged.has(caseKey(creditorId, ref)) && persons.get(personKeyHash);
    return person ? [person.id] : [];
  });
  return [...new Set([...personsOfChanged(known), ...withdrawing])];
}

/** Persons of the cases that their source has changed: those that the batch will write to. */
export function personsOfChanged(known: KnownFacts): string[] {
  return [...new Set([...known.cases.values()].map(({ personId }) => personId))];
}

/** What is on record about the batch: its cases by number, and the addresses that are blocked. */
export async function readKnownFacts(tx: Queryable, lookUp: IntakeLookUp): Promise<FactsOnRecord> {
  const { unchanged, rest } = await setUnchangedApart(tx, lookUp.cases);
  const persons = new Map<string, StoredPerson>();
  const records: KnownRecords = {
    unchanged,
    cases: await readCases(tx, rest.changed, persons),
    debtors: await readDebtors(tx, rest.unknown, persons),
  };
  const blocked = await tx.query<{ value_hash: string; channels: string[] }>(
    `SELECT encode(value_hash, 'hex') AS value_hash, array_agg(channel) AS channels FROM suppressions
     WHERE value_hash = ANY($1::bytea[]) GROUP BY 1`,
    [bytesArray(lookUp.valueHashes(records))],
  );
  const suppressions = new Map(blocked.rows.map((row) => [row.value_hash, row.channels]));
  return { known: { ...records, suppressions }, persons };
}

type Wanted = IntakeLookUp['cases'][number];

/** Of most rows there is nothing on record, or the very same row: neither needs more than a look at its key. */
async function setUnchangedApart(
  tx: Queryable,
  wanted: readonly Wanted[],
): Promise<{ unchanged: Set<string>; rest: { changed: string[]; unknown: Wanted[] } }> {
  const { rows } = await tx.query<{ place: number; id: string | null }>(
    `SELECT r.place::int, CASE WHEN c.source_hash IS DISTINCT FROM r.source_hash THEN c.id END AS id
     FROM unnest($1::uuid[], $2::text[], $3::bytea[]) WITH ORDINALITY AS r(creditor_id, ref, source_hash, place)
     JOIN cases c ON c.creditor_id = r.creditor_id AND c.ref = r.ref`,
    [...columns(wanted, 'creditorId', 'ref'), bytesArray(wanted.map(({ sourceHash }) => sourceHash))],
  );
  const found = new Map(rows.map(({ place, id }) => [place - 1, id]));
  const same = wanted.filter((_, place) => found.get(place) === null);
  return {
    unchanged: new Set(same.map(({ creditorId, ref }) => caseKey(creditorId, ref))),
    rest: {
      changed: rows.flatMap(({ id }) => (id === null ? [] : [id])),
      unknown: wanted.filter((_, place) => !found.has(place)),
    },
  };
}

/** Of cases c; for what it protects from, see the Debt Respite Scheme Regulations 2020 (SI 2020/1311), regulation 7. */
const IN_BREATHING_SPACE = `EXISTS (SELECT FROM holds h
  WHERE h.person_id = c.person_id AND (h.case_id IS NULL OR h.case_id = c.id) AND h.reason = 'breathing-space'
    AND h.lifted_at IS NULL AND (h.until IS NULL OR h.until > business_now()))`;

async function readCases(
  tx: Queryable,
  ids: readonly string[],
  persons: Map<string, StoredPerson>,
): Promise<Map<string, KnownCase>> {
  if (ids.length === 0) return new Map();
  const { rows } = await tx.query<KnownRow>(
    `SELECT c.id, c.person_id, p.shard, c.creditor_id, c.ref, encode(p.key_hash, 'hex') AS key_hash, c.status, c.title, c.currency, c.principal_minor,
       c.interest_minor, c.costs_minor,
       c.paid_principal_minor, c.paid_interest_minor, c.paid_costs_minor, c.due_date, c.issued_date, c.time_barred_on,
       ${IN_BREATHING_SPACE} AS interest_frozen, ${DEBTOR}
     FROM cases c JOIN persons p ON p.id = c.person_id JOIN debtors d ON d.id = c.debtor_id
     WHERE c.id = ANY($1)`,
    [ids],
  );
  for (const { key_hash, person_id: id, shard } of rows) persons.set(key_hash, { id, shard });
  return new Map(rows.map((row) => [caseKey(row.creditor_id, row.ref), toKnownCase(row)]));
}

/** Persons of new cases, and their debtors, whom an earlier one may have brought. */
async function readDebtors(
  tx: Queryable,
  wanted: readonly Wanted[],
  persons: Map<string, StoredPerson>,
): Promise<Map<string, KnownDebtor>> {
  if (wanted.length === 0) return new Map();
  const { rows } = await tx.query<
    KnownDebtor & { person_id: string; shard: number; creditor_id: string | null; key_hash: string }
  >(
    `SELECT p.id AS person_id, p.shard, encode(p.key_hash, 'hex') AS key_hash, d.creditor_id, ${DEBTOR}
     FROM unnest($1::uuid[], $2::bytea[]) AS r(creditor_id, key_hash)
     JOIN persons p ON p.key_hash = r.key_hash
     LEFT JOIN debtors d ON d.creditor_id = r.creditor_id AND d.person_id = p.id`,
    [...columns(wanted, 'creditorId'), bytesArray(wanted.map(({ personKeyHash }) => personKeyHash))],
  );
  const debtors = new Map<string, KnownDebtor>();
  for (const row of rows) {
    persons.set(row.key_hash, { id: row.person_id, shard: row.shard });
    if (row.creditor_id !== null) debtors.set(debtorKey(row.creditor_id, row.key_hash), toKnownDebtor(row));
  }
  return debtors;
}

function toKnownCase(row: KnownRow): KnownCase {
  return {
    caseId: row.id,
    personId: row.person_id,
    personKeyHash: row.key_hash,
    status: row.status,
    title: row.title,
    currency: row.currency,
    principalMinor: row.principal_minor,
    interestMinor: row.interest_minor,
    costsMinor: row.costs_minor,
    paid: {
      principal: row.paid_principal_minor,
      interest: row.paid_interest_minor,
      costs: row.paid_costs_minor,
    },
    dueDate: row.due_date,
    issuedDate: row.issued_date,
    timeBarredOn: row.time_barred_on,
    interestFrozen: row.interest_frozen,
    debtor: toKnownDebtor(row),
  };
}

function toKnownDebtor(row: KnownDebtor): KnownDebtor {
  return {
    kind: row.kind,
    firstName: row.firstName,
    lastName: row.lastName,
    companyName: row.companyName,
    birthDate: row.birthDate,
    postcode: row.postcode,
    country: row.country,
    language: row.language,
    zone: row.zone,
    reachableBy: row.reachableBy,
  };
}
