/**
 * The latest hand-off that an enrolment asked a person about, as the cadence sees it: a JSON document, or null. What was
 * approved and then taken back, since nothing is owed any more, stays approved.
 * @param enrolmentId SQL that names the enrolment
 */
export function askedHandOff(enrolmentId: string): string {
  return `(SELECT jsonb_build_object('stepKey', h.step_key, 'occurrence', h.occurrence,
      'decideBy', (extract(epoch FROM h.decide_by) * 1000)::bigint,
      'state', CASE WHEN h.status = 'waiting' THEN 'waiting'
        WHEN h.status IN ('refused', 'lapsed') OR h.decided_by IS NULL THEN 'refused' ELSE 'approved' END)
    FROM hand_offs h WHERE h.enrolment_id = ${enrolmentId} AND h.decide_by IS NOT NULL
    ORDER BY h.requested_at DESC, h.id DESC LIMIT 1)`;
}
