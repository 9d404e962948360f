import {
  EscalationBook,
  type EscalationQuery,
  type EscalationView,
  type HandOutEnd,
  type HandOutView,
  type NoteView,
  type Page,
} from '#contracts';
import type { Queryable } from '../database.js';
import { cutPage, DEBTOR_NAME, iso } from './view.sql.js';

/** On the instant itself it is late, as it is when it passes on. */
const OVERDUE = `coalesce(CASE WHEN e.resolved_at IS NULL THEN e.due_at <= business_now() ELSE e.due_at < e.resolved_at END,
  false)`;

const VIEW = `
  SELECT e.id, e.status, e.queue, e.reason, e.priority, a.ref AS agent, e.resolution,
    ${iso('e.requested_at')} AS "requestedAt", ${iso('e.assigned_at')} AS "assignedAt", ${iso('e.due_at')} AS "dueAt",
    ${iso('e.claimed_at')} AS "claimedAt", ${iso('e.resolved_at')} AS "resolvedAt",
    ${OVERDUE} AS overdue,
    e.skills, e.passings, f.ref AS "passedFrom", e.waits_for AS "waitsFor",
    (SELECT h.why FROM escalation_hand_outs h WHERE h.escalation_id = e.id AND h.ended IS NULL
     ORDER BY h.at DESC, h.id DESC LIMIT 1) AS why,
    json_build_object('id', c.id, 'ref', c.ref, 'creditor', k.ref, 'portfolio', p.ref, 'debtor', ${DEBTOR_NAME},
      'balanceMinor', c.balance_minor, 'currency', c.currency, 'stage', c.stage, 'status', c.status) AS "case"
  FROM escalations e
    JOIN cases c ON c.id = e.case_id
    JOIN debtors d ON d.id = c.debtor_id
    JOIN portfolios p ON p.id = c.portfolio_id
    JOIN creditors k ON k.id = c.creditor_id
    LEFT JOIN agents a ON a.id = e.agent_id
    LEFT JOIN agents f ON f.id = e.passed_from`;

/** How work leaves a desk that somebody else then has it on. */
const WENT: readonly HandOutEnd[] = [
  'lapsed',
  'away',
  'inactive',
  'returned',
  'handed-on',
  'claimed-by-other',
];

const LIST = `${VIEW}
  WHERE ($1::text[] IS NULL OR e.status = ANY($1)) AND ($2::text IS NULL OR e.queue = $2)
    AND ($3::text IS NULL OR a.ref = $3)
    AND ($4::uuid IS NULL OR (e.priority, e.requested_at, e.id) >
      (SELECT s.priority, s.requested_at, s.id FROM escalations s WHERE s.id = $4))
    AND ($6::boolean IS NULL OR ${OVERDUE} = $6)
    AND ($7::text IS NULL OR $7 = ANY(e.skills))
    AND ($8::text IS NULL OR EXISTS (SELECT FROM escalation_hand_outs h JOIN agents w ON w.id = h.agent_id
      WHERE h.escalation_id = e.id AND w.ref = $8 AND h.ended = ANY($9)))
    AND ($10::text IS NULL OR c.ref = $10)
  ORDER BY e.priority, e.requested_at, e.id LIMIT $5`;

/** Escalations for the console. */
export class PgEscalationBook extends EscalationBook {
  constructor(private readonly db: Queryable) {
    super();
  }

  async list(query: EscalationQuery): Promise<Page<EscalationView>> {
    const { rows } = await this.db.query<EscalationView>(LIST, [
      statuses(query.status),
      query.queue ?? null,
      query.agent ?? null,
      query.after ?? null,
      query.limit + 1,
      query.overdue ?? null,
      query.skill ?? null,
      query.wentFrom ?? null,
      WENT,
      query.ref ?? null,
    ]);
    return cutPage(rows, query.limit);
  }

  async read(id: string): Promise<EscalationView | null> {
    const { rows } = await this.db.query<EscalationView>(`${VIEW} WHERE e.id = $1`, [id]);
    return rows[0] ?? null;
  }

  async handOuts(id: string): Promise<HandOutView[]> {
    const { rows } = await this.db.query<HandOutView>(
      `SELECT a.ref AS agent, ${iso('h.at')} AS at, ${iso('h.due_at')} AS "dueAt", h.how, h.why, h.ended,
         ${iso('h.ended_at')} AS "endedAt"
       FROM escalation_hand_outs h JOIN agents a ON a.id = h.agent_id WHERE h.escalation_id = $1 ORDER BY h.at, h.id`,
      [id],
    );
    return rows;
  }

  async notes(id: string): Promise<NoteView[]> {
    const { rows } = await this.db.query<NoteView>(
      `SELECT n.id, a.ref AS agent, n.text, ${iso('n.at')} AS at
       FROM escalation_notes n JOIN agents a ON a.id = n.agent_id WHERE n.escalation_id = $1 ORDER BY n.at, n.id`,
      [id],
    );
    return rows;
  }
}

function statuses(status: EscalationQuery['status']): string[] | null {
  if (status === 'all') return null;
  return status === 'open' ? ['requested', 'assigned', 'claimed'] : [status];
}
