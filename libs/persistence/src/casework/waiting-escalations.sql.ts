import type { HandOutTerms, HeadOfLine, WaitingEscalation } from '#contracts';
import { DEFAULT_PASSINGS } from '#domain';
import type { Queryable } from '../database.js';
import { columns, millis } from './columns.js';

/** How much one run ranks at most; the rest waits for the next. */
const RUN_LIMIT = 20_000;
/** How much of what never stood in a line one hand-out looks at. */
const UNLINED_LIMIT = 50;

/** SQL for how often work is passed on before a lead gets it; c is the creditor. */
export const PASSINGS = `coalesce((c.settings #>> '{escalation,passings}')::int, ${DEFAULT_PASSINGS})`;

interface WaitingRow extends Omit<WaitingEscalation, 'requestedAt' | 'dueAt'> {
  requestedAt: Date;
  dueAt: Date | null;
}

/** Escalations with all by which their agents are chosen; beside them k is the case and d the debtor. */
const WAITING = `
  SELECT e.id, e.case_id AS "caseId", e.person_id AS "personId", e.creditor_id AS "creditorId", e.origin, e.queue,
    e.reason, e.priority, e.sla_business_days AS "slaBusinessDays", e.status, e.agent_id AS "agentId",
    e.requested_at AS "requestedAt", e.due_at AS "dueAt", e.skills, e.passings, e.passed_from AS "notTo",
    e.waits_for AS "waitsFor", e.line, e.standing, h.ref AS "agentRef", d.language, d.kind,
    k.balance_minor AS "balanceMinor", k.currency, k.stage, k.due_date::text AS "dueDate"
  FROM escalations e
    JOIN cases k ON k.id = e.case_id
    JOIN debtors d ON d.id = k.debtor_id
    LEFT JOIN agents h ON h.id = e.agent_id`;

/** Reads them by the rest of the statement. */
export async function readWaiting(
  db: Queryable,
  rest: string,
  values: unknown[],
): Promise<WaitingEscalation[]> {
  const { rows } = await db.query<WaitingRow & Record<string, unknown>>(`${WAITING} ${rest}`, values);
  return rows.map((row) => ({
    ...row,
    requestedAt: row.requestedAt.getTime(),
    dueAt: millis(row.dueAt),
  }));
}

export function allWaiting(db: Queryable, creditorId: string): Promise<WaitingEscalation[]> {
  return readWaiting(
    db,
    `WHERE e.creditor_id = $1 AND e.status = 'requested' ORDER BY e.priority, e.requested_at, e.id LIMIT ${RUN_LIMIT}`,
    [creditorId],
  );
}

export async function termsOf(db: Queryable, creditorId: string): Promise<HandOutTerms> {
  const { rows } = await db.query<HandOutTerms & Record<string, unknown>>(
    `SELECT c.zone, c.country, ${PASSINGS} AS passings FROM creditors c WHERE c.id = $1`,
    [creditorId],
  );
  const terms = rows[0];
  if (terms === undefined) throw new Error(`no creditor ${creditorId}`);
  return terms;
}

/**
 * SQL for the table lines (creditor_id, line), found by leaping through the index from one to the next: as many steps
 * as there are lines, however long these are. Of one creditor where a parameter names it, else of all.
 */
export function linesOf(creditor: string | null): string {
  const next = (after: string): string => `
    (SELECT l.creditor_id, l.line FROM escalations l
     WHERE l.status = 'requested' AND l.line IS NOT NULL ${after} ORDER BY l.creditor_id, l.line LIMIT 1)`;
  const [first, further] =
    creditor === null
      ? ['', 'AND (l.creditor_id, l.line) > (p.creditor_id, p.line)']
      : [`AND l.creditor_id = ${creditor}`, `AND l.creditor_id = ${creditor} AND l.line > p.line`];
  return `
    lines (creditor_id, line) AS (
      ${next(first)} UNION ALL SELECT n.* FROM lines p, LATERAL ${next(further)} n
    )`;
}

export async function linesOfCreditor(db: Queryable, creditorId: string): Promise<string[]> {
  const { rows } = await db.query<{ line: string }>({
    name: 'lines-of-creditor',
    text: `WITH RECURSIVE ${linesOf('$1')} SELECT line FROM lines`,
    values: [creditorId],
  });
  return rows.map(({ line }) => line);
}

const HEADS = `
  WHERE e.status = 'requested' AND e.id IN (
    SELECT h.id FROM unnest($2::text[], $3::int[], $4::uuid[]) AS w(line, at_most, not_from), LATERAL (
      SELECT l.id FROM escalations l
      WHERE l.creditor_id = $1 AND l.status = 'requested' AND l.line IS NOT NULL AND l.line = w.line
        AND (w.not_from IS NULL OR l.passed_from IS DISTINCT FROM w.not_from)
      ORDER BY l.priority, l.standing DESC, l.requested_at, l.id LIMIT w.at_most) h
    UNION (SELECT u.id FROM escalations u
      WHERE u.creditor_id = $1 AND u.status = 'requested' AND u.line IS NULL AND u.passed_from IS NOT NULL
      LIMIT ${UNLINED_LIMIT})
    UNION SELECT unnest($5::uuid[]))`;

export function headsOfLines(
  db: Queryable,
  creditorId: string,
  wanted: HeadOfLine[],
  ids: string[],
): Promise<WaitingEscalation[]> {
  return readWaiting(db, HEADS, [creditorId, ...columns(wanted, 'line', 'atMost', 'notFrom'), ids]);
}
