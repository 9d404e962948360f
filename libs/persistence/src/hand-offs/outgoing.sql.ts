import type { OutgoingHandOff } from '#contracts';
import { DEBTOR_NAME, iso } from '../console/view.sql.js';

/** What a hand-off tells, joined to its row h. */
export const OUTGOING_FROM = `hand_offs h
  JOIN cases c ON c.id = h.case_id
  JOIN debtors d ON d.id = c.debtor_id
  JOIN persons p ON p.id = h.person_id
  JOIN creditors k ON k.id = h.creditor_id
  JOIN enrolments e ON e.id = h.enrolment_id
  JOIN campaigns g ON g.id = e.campaign_id`;

/** The figures as they stand; who the debtor is belongs to {@link OUTGOING_DEBTOR}. */
export const FIGURES = `json_build_object('case', c.ref, 'title', c.title,
  'creditor', json_build_object('ref', k.ref, 'name', k.name), 'currency', c.currency, 'dueDate', c.due_date::text,
  'principalMinor', c.principal_minor - c.paid_principal_minor, 'interestMinor', c.interest_minor - c.paid_interest_minor,
  'costsMinor', c.costs_minor - c.paid_costs_minor, 'balanceMinor', c.balance_minor, 'stage', c.stage)::jsonb`;

export const OUTGOING_DEBTOR = `json_build_object('kind', d.kind, 'name', ${DEBTOR_NAME}, 'street', d.street,
  'postcode', d.postcode, 'city', d.city, 'country', d.country, 'language', d.language)`;

/** The columns of an {@link OutgoingHandOff}; its figures are those that were settled, once they were. */
export const OUTGOING = `h.id, h.destination AS "to", k.ref AS "creditorRef", g.key AS campaign, h.step_key AS "stepKey",
  h.case_id AS "caseId", h.person_id AS "personId", h.creditor_id AS "creditorId", h.decided_by AS "approvedBy",
  CASE WHEN h.decided_by IS NOT NULL THEN ${iso('h.decided_at')} END AS "approvedAt", ${iso('h.given_at')} AS "givenAt",
  h.tries, h.given AS figures, h.letter, ${OUTGOING_DEBTOR} AS debtor`;

/** What a letter is written from: its {@link LetterFacts}, of cases c in portfolios f. */
export const LETTER_FACTS = `json_build_object('figures', ${FIGURES},
  'claimed', json_build_object('principalMinor', c.principal_minor, 'interestMinor', c.interest_minor,
    'costsMinor', c.costs_minor),
  'paidMinor', c.paid_principal_minor + c.paid_interest_minor + c.paid_costs_minor, 'timeBarredOn', c.time_barred_on::text,
  'zones', array_remove(ARRAY[d.zone, f.zone], NULL), 'personStops', p.stops, 'gender', d.gender,
  'debtor', ${OUTGOING_DEBTOR}, 'creditor', json_build_object('country', k.country, 'phone', k.phone, 'email', k.email,
    'website', k.website, 'address', k.address, 'bankAccount', k.bank_account, 'legalFooter', k.legal_footer))`;

export type OutgoingRow = OutgoingHandOff & Record<string, unknown>;

/**
 * Reasons that keep an approved hand-off from leaving, as an array; the stops are those that only a person deals with. That a
 * person is still asked about another hand-off of the case says nothing about this one.
 */
export const HELD_BY = `ARRAY(
    SELECT reason FROM holds WHERE person_id = h.person_id AND lifted_at IS NULL
      AND (case_id IS NULL OR case_id = h.case_id) AND (until IS NULL OR until > business_now())
      AND NOT EXISTS (SELECT FROM hand_offs w WHERE w.case_id = h.case_id AND w.hold_id = holds.id)
    UNION SELECT stop FROM unnest(p.stops) AS stop WHERE stop IN ('deceased', 'insolvent')
    ORDER BY 1)`;
