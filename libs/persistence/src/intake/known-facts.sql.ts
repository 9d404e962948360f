import {
  type CaseStatus,
  type IntakeLookUp,
  type KnownCase,
  type KnownDebtor,
  type KnownFacts,
  caseKey,
  debtorKey,
} from '#contracts';
import { columns } from '../casework/columns.js';
import type { Queryable } from '../database.js';

/** What stands in for columns that a file lacks, of the debtor d. */
const DEBTOR = `d.kind, d.first_name AS "firstName", d.last_name AS "lastName", d.company_name AS "companyName",
  d.birth_date AS "birthDate", d.postcode, d.country, d.language, d.zone, ARRAY(SELECT DISTINCT cp.kind FROM contact_points cp
    WHERE cp.debtor_id = d.id AND cp.status = 'active' AND cp.value IS NOT NULL
      AND NOT CASE cp.kind WHEN 'phone' THEN 'sms' ELSE 'email' END = ANY (cp.opted_out)) AS "reachableBy"`;

interface KnownRow extends KnownDebtor {
  id: string;
  person_id: string;
  creditor_id: string;
  ref: string;
  key_hash: Buffer;
  source_hash: Buffer | null;
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
}

/** Persons of the cases that their source has changed: those that the batch will write to. */
export function personsOfChanged(known: KnownFacts, lookUp: IntakeLookUp): string[] {
  const persons = new Set<string>();
  for (const { creditorId, ref, sourceHash } of lookUp.cases) {
    const record = known.cases.get(caseKey(creditorId, ref));
    if (record !== undefined && record.sourceHash?.equals(sourceHash) !== true) persons.add(record.personId);
  }
  return [...persons];
}

/** What is on record about the batch: its cases by number, and the addresses that are blocked. */
export async function readKnownFacts(tx: Queryable, lookUp: IntakeLookUp): Promise<KnownFacts> {
  const cases = await tx.query<KnownRow>(
    `SELECT c.id, c.person_id, c.creditor_id, c.ref, p.key_hash, c.source_hash, c.status, c.title, c.currency, c.principal_minor,
       c.interest_minor, c.costs_minor,
       c.paid_principal_minor, c.paid_interest_minor, c.paid_costs_minor, c.due_date, c.issued_date, c.time_barred_on,
       ${DEBTOR}
     FROM unnest($1::uuid[], $2::text[]) AS r(creditor_id, ref)
     JOIN cases c ON c.creditor_id = r.creditor_id AND c.ref = r.ref
     JOIN persons p ON p.id = c.person_id JOIN debtors d ON d.id = c.debtor_id`,
    columns(lookUp.cases, 'creditorId', 'ref'),
  );
  const debtors = await tx.query<KnownDebtor & { creditor_id: string; key_hash: Buffer }>(
    `SELECT d.creditor_id, p.key_hash, ${DEBTOR}
     FROM unnest($1::uuid[], $2::bytea[]) AS r(creditor_id, key_hash)
     JOIN persons p ON p.key_hash = r.key_hash
     JOIN debtors d ON d.creditor_id = r.creditor_id AND d.person_id = p.id`,
    columns(lookUp.cases, 'creditorId', 'personKeyHash'),
  );
  const records = {
    cases: new Map(cases.rows.map((row) => [caseKey(row.creditor_id, row.ref), toKnownCase(row)])),
    debtors: new Map(
      debtors.rows.map((row) => [debtorKey(row.creditor_id, row.key_hash), toKnownDebtor(row)]),
    ),
  };
  const blocked = await tx.query<{ value_hash: Buffer; channels: string[] }>(
    'SELECT value_hash, array_agg(channel) AS channels FROM suppressions WHERE value_hash = ANY($1) GROUP BY value_hash',
    [lookUp.valueHashes(records)],
  );
  return {
    ...records,
    suppressions: new Map(blocked.rows.map((row) => [row.value_hash.toString('hex'), row.channels])),
  };
}

function toKnownCase(row: KnownRow): KnownCase {
  return {
    caseId: row.id,
    personId: row.person_id,
    personKeyHash: row.key_hash,
    sourceHash: row.source_hash,
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
