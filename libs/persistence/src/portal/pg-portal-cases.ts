import { type CoveredCase, type PortalCase, PortalCases, type PortalLink } from '#contracts';
import { PAID_OF_CASE } from '../casework/agreements.sql.js';
import type { Queryable } from '../database.js';

/** One statement, so that the parts of the picture are of one moment. Instants leave as epoch milliseconds. */
const READ_CASE = `
  SELECT c.id, c.ref, c.title, f.ref AS "portfolioRef", c.currency,
    c.principal_minor AS "principalMinor", c.interest_minor AS "interestMinor", c.costs_minor AS "costsMinor",
    c.balance_minor AS "balanceMinor", c.due_date AS "dueDate", c.time_barred_on AS "timeBarredOn",
    c.stage, c.status, c.closed_reason AS "closedReason", d.kind AS "debtorKind", p.stops,
    json_build_object('id', k.id, 'ref', k.ref, 'name', k.name, 'zone', k.zone, 'phone', k.phone, 'email', k.email,
      'website', k.website, 'address', k.address, 'bankAccount', k.bank_account, 'brand', k.brand,
      'legalFooter', k.legal_footer) AS creditor,
    coalesce((
      SELECT json_agg(json_build_object('number', i.number, 'dueDate', i.due_date,
                        'openMinor', greatest(i.amount_minor - i.paid_minor, 0)) ORDER BY i.due_date, i.number)
      FROM invoices i WHERE i.case_id = c.id), '[]') AS invoices,
    coalesce((
      SELECT json_agg(json_build_object('paidOn', y.paid_on, 'amountMinor', y.amount_minor) ORDER BY y.paid_on, y.id)
      FROM payments y WHERE y.case_id = c.id AND y.currency = c.currency), '[]') AS payments,
    coalesce((
      SELECT json_agg(json_build_object('at', extract(epoch FROM l.accepted_at) * 1000, 'channel', l.channel)
                      ORDER BY l.accepted_at)
      FROM messages m JOIN legs l ON l.shard = m.shard AND l.message_id = m.id
      WHERE m.shard = c.shard AND m.person_id = c.person_id AND c.id = ANY(m.case_ids)
        AND m.purpose <> 'requested' AND l.accepted_at IS NOT NULL AND l.failed_at IS NULL), '[]') AS messages,
    coalesce((
      SELECT json_agg(json_build_object('reason', h.reason, 'until', extract(epoch FROM h.until) * 1000)
                      ORDER BY h.placed_at)
      FROM holds h
      WHERE h.person_id = c.person_id AND (h.case_id IS NULL OR h.case_id = c.id) AND h.lifted_at IS NULL
        AND (h.until IS NULL OR h.until > business_now())), '[]') AS holds,
    coalesce((SELECT cp.opted_out FROM contact_points cp WHERE cp.id = $2 AND cp.person_id = c.person_id), '{}')
      AS "optedOut",
    (SELECT count(*) FROM escalations e WHERE e.case_id = c.id AND e.status <> 'resolved') AS "openEscalations",
    (SELECT json_build_object('status', n.status, 'dueAt', extract(epoch FROM n.due_at) * 1000)
     FROM enrolments n WHERE n.case_id = c.id ORDER BY n.status = 'ended', n.entered_at DESC LIMIT 1) AS plan,
    (SELECT json_build_object('amountMinor', o.amount_minor, 'by', o.promised_for)
     FROM promises o WHERE o.case_id = c.id AND o.status = 'active') AS promise,
    (SELECT json_build_object('number', i.number, 'of', i.many, 'dueOn', i.due_on,
       'leftMinor', least(i.amount_minor, i.owed_so_far - i.paid))
     FROM (SELECT s.number, s.due_on, s.amount_minor, count(*) OVER () AS many,
             sum(s.amount_minor) OVER (ORDER BY s.number)::bigint AS owed_so_far,
             ${PAID_OF_CASE} - l.paid_before_minor AS paid
           FROM plans l JOIN plan_instalments s ON s.plan_id = l.id
           WHERE l.case_id = c.id AND l.status = 'active') i
     WHERE i.owed_so_far > i.paid ORDER BY i.number LIMIT 1) AS instalment
  FROM cases c
    JOIN persons p ON p.id = c.person_id
    JOIN debtors d ON d.id = c.debtor_id
    JOIN portfolios f ON f.id = c.portfolio_id
    JOIN creditors k ON k.id = c.creditor_id
  WHERE c.id = $1`;

/** The case page's picture of one case. */
export class PgPortalCases extends PortalCases {
  constructor(private readonly db: Queryable) {
    super();
  }

  async covered({ caseIds, personId, creditorId }: PortalLink): Promise<CoveredCase[]> {
    if (caseIds.length < 2) return [];
    const { rows } = await this.db.query<CoveredCase>({
      name: 'portal-covered-cases',
      text: `SELECT id, ref, title, balance_minor AS "balanceMinor", currency FROM cases
             WHERE id = ANY($1) AND person_id = $2 AND creditor_id = $3 AND status <> 'verifying' ORDER BY due_date, id`,
      values: [caseIds, personId, creditorId],
    });
    return rows;
  }

  async read(caseId: string, contactPointId: string | null): Promise<PortalCase> {
    const { rows } = await this.db.query<PortalCase>({
      name: 'portal-case',
      text: READ_CASE,
      values: [caseId, contactPointId],
    });
    const row = rows[0];
    if (!row) throw new Error(`case ${caseId} of a live session does not exist`);
    return row;
  }
}
