/** Legs that left for the campaign ($2), of the persons in $1, and what became of them. Instants are epoch ms. */
export const RECORDED_LEGS = `
  SELECT m.person_id AS person, cr.ref || '/' || c.ref AS "case", CASE WHEN cardinality(m.case_ids) > 1 THEN ARRAY(
      SELECT cr.ref || '/' || o.ref FROM unnest(m.case_ids) WITH ORDINALITY AS u(id, place) JOIN cases o ON o.id = u.id
      ORDER BY u.place) END AS covers,
    split_part(m.origin_key, ':', 2) AS step, m.occurrence, l.leg_no AS leg, l.channel, left_at.ms AS at,
    (extract(epoch FROM l.delivered_at) * 1000)::float8 AS "arrivedAt",
    (extract(epoch FROM l.failed_at) * 1000)::float8 AS "failedAt", l.error_code AS "errorCode",
    left_at.released, (extract(epoch FROM k.verified_at) * 1000)::float8 AS "talkedAt"
  FROM persons p
  JOIN messages m ON m.shard = p.shard AND m.person_id = p.id
  JOIN cases c ON c.id = m.case_ids[1]
  JOIN creditors cr ON cr.id = c.creditor_id
  JOIN legs l ON l.shard = m.shard AND l.message_id = m.id
  -- The id of an attempt tells its business instant; committed_at is the machine's.
  JOIN LATERAL (
    SELECT (extract(epoch FROM min(uuid_extract_timestamp(a.id))) * 1000)::float8 AS ms,
      bool_and(a.proved_not_accepted) AS released
    FROM attempts a WHERE a.shard = l.shard AND a.message_id = l.message_id AND a.leg_no = l.leg_no
    HAVING count(*) > 0
  ) left_at ON true
  LEFT JOIN calls k ON k.message_id = l.message_id AND k.leg_no = l.leg_no
  WHERE p.id = ANY($1) AND m.campaign_id = $2 AND m.origin_kind = 'step'
  ORDER BY left_at.ms, m.id, l.leg_no`;

/** What the campaign's steps, and policy about its messages, asked of agents. */
export const RECORDED_WORK = `
  SELECT w.person_id AS person, cr.ref || '/' || c.ref AS "case",
    coalesce(split_part(m.origin_key, ':', 2), split_part(w.origin, ':', 2)) AS step,
    coalesce(m.occurrence, split_part(w.origin, ':', 3)::int) AS occurrence, m.id IS NOT NULL AS review,
    (extract(epoch FROM w.resolved_at) * 1000)::float8 AS "answeredAt"
  FROM escalations w
  JOIN enrolments e ON e.id = w.enrolment_id AND e.campaign_id = $2
  JOIN cases c ON c.id = w.case_id
  JOIN creditors cr ON cr.id = c.creditor_id
  JOIN persons p ON p.id = w.person_id
  LEFT JOIN messages m ON w.origin LIKE 'review:%' AND m.shard = p.shard AND m.person_id = p.id
    AND m.id::text = split_part(w.origin, ':', 2)
  WHERE w.person_id = ANY($1)
  ORDER BY w.requested_at, w.id`;

/** What leads were asked to hand off by the campaign, and decided. */
export const RECORDED_HAND_OFFS = `
  SELECT h.person_id AS person, cr.ref || '/' || c.ref AS "case", h.step_key AS step, h.occurrence,
    CASE WHEN h.status <> 'lapsed' THEN (extract(epoch FROM h.decided_at) * 1000)::float8 END AS "decidedAt",
    h.decided_by IS NOT NULL AND h.status NOT IN ('refused', 'lapsed') AS approved
  FROM hand_offs h
  JOIN enrolments e ON e.id = h.enrolment_id AND e.campaign_id = $2
  JOIN cases c ON c.id = h.case_id
  JOIN creditors cr ON cr.id = c.creditor_id
  WHERE h.person_id = ANY($1) AND h.decide_by IS NOT NULL
  ORDER BY h.requested_at, h.id`;
