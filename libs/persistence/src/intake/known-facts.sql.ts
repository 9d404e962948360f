import { type CaseStatus, type IntakeLookUp, type KnownCase, type KnownFacts, caseKey } from '#contracts';
import { columns } from '../casework/columns.js';
import type { Queryable } from '../database.js';

interface KnownRow {
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
       c.paid_principal_minor, c.paid_interest_minor, c.paid_costs_minor, c.due_date, c.time_barred_on
     FROM unnest($1::uuid[], $2::text[]) AS r(creditor_id, ref)
     JOIN cases c ON c.creditor_id = r.creditor_id AND c.ref = r.ref
     JOIN persons p ON p.id = c.person_id`,
    columns(lookUp.cases, 'creditorId', 'ref'),
  );
  const blocked = await tx.query<{ value_hash: Buffer; channels: string[] }>(
    'SELECT value_hash, array_agg(channel) AS channels FROM suppressions WHERE value_hash = ANY($1) GROUP BY value_hash',
    [lookUp.valueHashes],
  );
  return {
    cases: new Map(cases.rows.map((row) => [caseKey(row.creditor_id, row.ref), toKnownCase(row)])),
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
    timeBarredOn: row.time_barred_on,
  };
}
