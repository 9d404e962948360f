import { bytesArray } from '../array-parameters.js';
import { columns, jsonColumn } from '../casework/columns.js';
import { MESSAGES_OF_PERSON } from '../casework/in-flight.sql.js';
import type { Queryable } from '../database.js';
import type { PlacedCase } from './people.sql.js';

/** unnest would flatten arrays of arrays; these travel as array literals. */
function faultList({ faults }: PlacedCase): string {
  return `{${faults.join(',')}}`;
}

/** Writes what its source changed of each case; answers with those that were in verification until now. */
export async function updateCases(tx: Queryable, cases: PlacedCase[]): Promise<Set<string>> {
  if (cases.length === 0) return new Set();
  const { rows } = await tx.query<{ id: string; was: string }>(
    `UPDATE cases c SET title = r.title, currency = r.currency, principal_minor = r.principal,
       interest_minor = r.interest, costs_minor = r.costs, due_date = r.due_date, issued_date = r.issued_date,
       time_barred_on = r.time_barred_on, status = r.status, verification_faults = r.faults::text[],
       source_hash = r.source_hash, portfolio_id = r.portfolio_id, lowered_minor = c.lowered_minor + r.lowered,
       attributes = jsonb_strip_nulls(c.attributes || r.attributes)
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::date[], $8::date[],
       $9::date[], $10::text[], $11::text[], $12::bytea[], $13::uuid[], $14::bigint[], $15::jsonb[])
       AS r(id, title, currency, principal, interest, costs, due_date, issued_date, time_barred_on, status, faults,
         source_hash, portfolio_id, lowered, attributes)
     WHERE c.id = r.id AND c.status <> 'closed'
     RETURNING c.id, old.status AS was`,
    [
      ...columns(
        cases,
        'caseId',
        'title',
        'currency',
        'principalMinor',
        'interestMinor',
        'costsMinor',
        'dueDate',
        'issuedDate',
        'timeBarredOn',
        'status',
      ),
      cases.map(faultList),
      bytesArray(cases.map(({ sourceHash }) => sourceHash)),
      ...columns(cases, 'portfolioId', 'loweredMinor'),
      jsonColumn(cases, 'attributes'),
    ],
  );
  return new Set(rows.filter((row) => row.was === 'verifying').map((row) => row.id));
}

/** Remembers the row of cases that take no change from their source, so that it is not asked about again. */
export async function rememberRows(
  tx: Queryable,
  rows: readonly { caseId: string; sourceHash: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `UPDATE cases c SET source_hash = r.hash FROM unnest($1::uuid[], $2::bytea[]) AS r(id, hash) WHERE c.id = r.id`,
    [...columns(rows, 'caseId'), bytesArray(rows.map(({ sourceHash }) => sourceHash))],
  );
}

export interface ReviewedCase {
  id: string;
  caseId: string;
  line: number;
  faults: readonly { code: string }[];
}

/** Puts cases before a person. What earlier imports asked about cases that are written anew is answered by that. */
export async function queueCases(
  tx: Queryable,
  runId: string,
  queued: ReviewedCase[],
  rewritten: string[],
  at: number,
): Promise<void> {
  if (rewritten.length > 0) {
    await tx.query(
      `UPDATE data_queue SET resolved_at = to_timestamp($2::float8 / 1000), resolved_by = $3
       WHERE case_id = ANY($1) AND resolved_at IS NULL`,
      [rewritten, at, `import:${runId}`],
    );
  }
  if (queued.length === 0) return;
  await tx.query(
    `INSERT INTO data_queue (id, import_run_id, case_id, line, faults, created_at)
     SELECT id, $5, case_id, line, faults, to_timestamp($6::float8 / 1000)
     FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::jsonb[]) AS q(id, case_id, line, faults)`,
    [...columns(queued, 'id', 'caseId', 'line'), jsonColumn(queued, 'faults'), runId, at],
  );
}

/**
 * Has messages in flight written anew whose case has changed: the unsent words of the old facts go, and the
 * reconciler has the message rendered again. Messages that some provider may have keep theirs.
 */
export async function renderAfresh(tx: Queryable, cases: readonly PlacedCase[]): Promise<void> {
  if (cases.length === 0) return;
  await tx.query(
    `WITH stale AS MATERIALIZED (
       SELECT f.shard, f.message_id, f.leg_no
       FROM unnest($1::smallint[], $2::uuid[], $3::uuid[]) AS p(shard, person_id, case_id)
       CROSS JOIN LATERAL (${MESSAGES_OF_PERSON}) m
       JOIN flights f ON f.message_id = m.id
       WHERE m.case_ids @> ARRAY[p.case_id] AND f.stage <> 'in_doubt' AND NOT EXISTS (SELECT FROM attempts a
         WHERE a.shard = f.shard AND a.message_id = f.message_id AND a.leg_no = f.leg_no
           AND NOT a.proved_not_accepted)
     ), unwritten AS (
       DELETE FROM legs l USING stale s
       WHERE l.shard = s.shard AND l.message_id = s.message_id AND l.leg_no = s.leg_no
       RETURNING l.message_id
     )
     UPDATE flights f SET stage = 'moving', due_at = NULL, lease_until = clock_timestamp() - interval '1 second'
     FROM unwritten u WHERE f.message_id = u.message_id`,
    columns(cases, 'shard', 'personId', 'caseId'),
  );
}
