import { PLANS, PROMISES } from './agreement-view.sql.js';
import { DEBTOR_NAME, iso } from './view.sql.js';

export const CASE_LINE = `
  SELECT c.id, c.ref, k.ref AS creditor, p.ref AS portfolio, ${DEBTOR_NAME} AS debtor, c.status, c.stage,
    c.balance_minor AS "balanceMinor", c.currency, c.due_date AS "dueDate"
  FROM cases c
    JOIN debtors d ON d.id = c.debtor_id
    JOIN portfolios p ON p.id = c.portfolio_id
    JOIN creditors k ON k.id = c.creditor_id`;

const HOLDS = `
  SELECT json_agg(json_build_object('id', h.id, 'reason', h.reason,
    'covers', CASE WHEN h.case_id IS NULL THEN 'person' ELSE 'case' END, 'placedBy', h.placed_by,
    'placedAt', ${iso('h.placed_at')}, 'until', ${iso('h.until')}) ORDER BY h.placed_at, h.id)
  FROM holds h
  WHERE h.person_id = c.person_id AND (h.case_id IS NULL OR h.case_id = c.id) AND h.lifted_at IS NULL
    AND (h.until IS NULL OR h.until > business_now())`;

const CONSENTS = `
  SELECT coalesce(json_agg(json_build_object('channel', s.key, 'said', s.value ->> 'said',
    'at', ${iso("to_timestamp((s.value ->> 'at')::float8 / 1000)")}, 'source', s.value ->> 'source',
    'by', s.value ->> 'by') ORDER BY s.key), '[]')
  FROM jsonb_each(cp.consents) s`;

const CONTACT_POINTS = `
  SELECT json_agg(json_build_object('id', cp.id, 'kind', cp.kind, 'value', cp.value, 'person', cp.person_name, 'role', cp.role, 'status', cp.status,
    'statusReason', cp.status_reason, 'optedOut', cp.opted_out, 'consents', (${CONSENTS})) ORDER BY cp.kind, cp.position, cp.id)
  FROM contact_points cp WHERE cp.debtor_id = c.debtor_id`;

const PAYMENTS = `
  SELECT json_agg(json_build_object('id', y.id, 'reference', y.reference, 'amountMinor', y.amount_minor,
    'currency', y.currency, 'paidOn', y.paid_on, 'source', y.source, 'unallocatedMinor', y.unallocated_minor,
    'fault', y.fault) ORDER BY y.paid_on, y.id)
  FROM payments y WHERE y.case_id = c.id`;

const INVOICES = `
  SELECT json_agg(json_build_object('number', i.number, 'issuedDate', i.issued_date, 'dueDate', i.due_date,
    'amountMinor', i.amount_minor, 'paidMinor', i.paid_minor, 'openMinor', greatest(i.amount_minor - i.paid_minor, 0),
    'daysPastDue', (business_now() AT TIME ZONE coalesce(d.zone, p.zone))::date - i.due_date) ORDER BY i.due_date, i.number)
  FROM invoices i WHERE i.case_id = c.id`;

const ENROLMENTS = `
  SELECT json_agg(json_build_object('id', n.id, 'campaign', g.key, 'version', v.number, 'entry', n.entry, 'status', n.status,
    'enteredAt', ${iso('n.entered_at')}, 'dueAt', ${iso('n.due_at')}, 'endReason', n.end_reason) ORDER BY n.entered_at, n.id)
  FROM enrolments n JOIN campaigns g ON g.id = n.campaign_id JOIN campaign_versions v ON v.id = n.version_id
  WHERE n.case_id = c.id`;

/** One statement, so that the parts of the picture are of one moment. */
export const CASE_VIEW = `
  SELECT c.id, c.ref, c.title, c.status, c.closed_reason AS "closedReason", c.stage, c.currency,
    json_build_object('principalMinor', c.principal_minor, 'interestMinor', c.interest_minor, 'costsMinor', c.costs_minor,
      'paidMinor', c.paid_principal_minor + c.paid_interest_minor + c.paid_costs_minor) AS amounts,
    c.balance_minor AS "balanceMinor", c.due_date AS "dueDate",
    (business_now() AT TIME ZONE coalesce(d.zone, p.zone))::date - c.due_date AS "daysPastDue",
    c.time_barred_on AS "timeBarredOn", c.attributes, c.verification_faults AS "verificationFaults",
    json_build_object('ref', k.ref, 'name', k.name) AS creditor,
    json_build_object('ref', p.ref, 'name', p.name) AS portfolio,
    json_build_object('kind', d.kind, 'name', ${DEBTOR_NAME}, 'language', d.language, 'birthDate', d.birth_date,
      'street', d.street, 'postcode', d.postcode, 'city', d.city, 'country', d.country) AS debtor,
    r.stops, r.refused_channels AS "refusedChannels",
    r.inconvenient_times AS "inconvenientTimes", coalesce((${HOLDS}), '[]') AS holds, coalesce((${CONTACT_POINTS}), '[]') AS "contactPoints",
    coalesce((${INVOICES}), '[]') AS invoices, coalesce((${PAYMENTS}), '[]') AS payments,
    coalesce((${PROMISES}), '[]') AS promises, coalesce((${PLANS}), '[]') AS plans,
    coalesce((${ENROLMENTS}), '[]') AS enrolments,
    coalesce((SELECT array_agg(e.id ORDER BY e.priority, e.requested_at) FROM escalations e
              WHERE e.case_id = c.id AND e.status <> 'resolved'), '{}') AS "openEscalations"
  FROM cases c
    JOIN persons r ON r.id = c.person_id
    JOIN debtors d ON d.id = c.debtor_id
    JOIN portfolios p ON p.id = c.portfolio_id
    JOIN creditors k ON k.id = c.creditor_id
  WHERE c.id = $1`;
