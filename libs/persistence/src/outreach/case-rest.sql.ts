/**
 * What keeps a case from being contacted: joins `h` (held, until, open_ended, agreed) and `x` (escalated), each of one row
 * that two indexes find.
 * @param of SQL that names the case, its person and the business instant as of which holds count, in epoch ms
 */
export function caseRest({
  caseId,
  personId,
  now,
}: {
  caseId: string;
  personId: string;
  now: string;
}): string {
  return `CROSS JOIN LATERAL (
    SELECT count(*) > 0 AS held, max(until) AS until, coalesce(bool_or(until IS NULL), false) AS open_ended,
      coalesce(bool_or(reason IN ('promise', 'plan')), false) AS agreed
    FROM holds
    WHERE person_id = ${personId} AND lifted_at IS NULL AND (case_id IS NULL OR case_id = ${caseId})
      AND (until IS NULL OR until > to_timestamp(${now}::float8 / 1000))
  ) h
  CROSS JOIN LATERAL (
    SELECT EXISTS (SELECT FROM escalations WHERE case_id = ${caseId} AND status <> 'resolved') AS escalated
  ) x`;
}

/** When the holds of `h` end by themselves; null where they do not, or an agent has the case. */
export const REST_UNTIL = 'CASE WHEN NOT x.escalated AND NOT h.open_ended THEN h.until END';
