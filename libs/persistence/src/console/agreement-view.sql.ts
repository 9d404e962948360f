import { iso } from './view.sql.js';

/** The promises of case c, the latest first. */
export const PROMISES = `
  SELECT json_agg(json_build_object('id', o.id, 'amountMinor', o.amount_minor, 'currency', o.currency,
    'by', o.promised_for, 'deadline', o.deadline, 'source', o.source, 'status', o.status, 'madeAt', ${iso('o.made_at')},
    'keptAt', ${iso('o.kept_at')}, 'brokenAt', ${iso('o.broken_at')}, 'madeGoodAt', ${iso('o.made_good_at')},
    'endReason', o.end_reason) ORDER BY o.made_at DESC, o.id DESC)
  FROM promises o WHERE o.case_id = c.id`;

/** The plans of case c, the latest first. */
export const PLANS = `
  SELECT json_agg(json_build_object('id', l.id, 'ref', l.ref, 'totalMinor', l.total_minor, 'currency', l.currency,
    'status', l.status, 'agreedAt', ${iso('l.agreed_at')}, 'completedAt', ${iso('l.completed_at')},
    'brokenAt', ${iso('l.broken_at')}, 'endReason', l.end_reason,
    'instalments', (SELECT json_agg(json_build_object('number', i.number, 'dueOn', i.due_on,
        'amountMinor', i.amount_minor, 'paidAt', ${iso('i.paid_at')}, 'noticedOn', i.noticed_on) ORDER BY i.number)
      FROM plan_instalments i WHERE i.plan_id = l.id)) ORDER BY l.agreed_at DESC, l.id DESC)
  FROM plans l WHERE l.case_id = c.id`;
