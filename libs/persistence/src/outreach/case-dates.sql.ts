/** The dates of the cases `c` that a step may wait for, but the due date, as JSON in the form of `CaseFacts.dates`. */
export const CASE_DATES = `json_build_object('issuedDate', c.issued_date, 'timeBarredOn', c.time_barred_on,
      'promiseDueDate', (SELECT promised_for FROM promises
        WHERE case_id = c.id AND status IN ('active', 'kept', 'broken') ORDER BY made_at DESC LIMIT 1),
      'nextInstalmentDate', (SELECT min(i.due_on) FROM plans l JOIN plan_instalments i ON i.plan_id = l.id
        WHERE l.case_id = c.id AND l.status = 'active' AND i.paid_at IS NULL))`;
