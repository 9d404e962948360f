import { LOST_POINTS } from './recorded-cases.sql.js';

const at = (instant: string): string => `(extract(epoch FROM ${instant}) * 1000)::float8`;
const hex = (hash: string): string => `encode(${hash}, 'hex')`;

/** A hand-off that the campaign asks for holds its case by itself. */
const NOT_OF_OWN_HAND_OFF = `NOT EXISTS (
        SELECT FROM hand_offs o JOIN enrolments e ON e.id = o.enrolment_id AND e.campaign_id = $2 WHERE o.hold_id = h.id)`;

/**
 * What else happened since the launch ($3) to the persons in $1, that the campaign ($2) did not do itself, as
 * (person, at, happening). Contacts reach back as far as caps do ($4 ms).
 */
export const RECORDED_HAPPENINGS = `
  WITH named AS (
    SELECT c.id, c.person_id, cr.ref || '/' || c.ref AS ref
    FROM cases c JOIN creditors cr ON cr.id = c.creditor_id WHERE c.person_id = ANY($1)
  ), ${LOST_POINTS}, happened AS (
    SELECT c.person_id AS person, ${at('v.at')} AS at, 1 AS rank, v.id::text AS id, CASE v.kind
        WHEN 'payment.received' THEN json_build_object('kind', 'paid', 'case', c.ref, 'amountMinor',
          (v.detail ->> 'amountMinor')::bigint - coalesce((v.detail ->> 'unallocatedMinor')::bigint, 0))
        WHEN 'case.closed' THEN json_build_object('kind', 'closed', 'case', c.ref)
        ELSE CASE WHEN v.detail ? 'loweredMinor'
          THEN json_build_object('kind', 'lowered', 'case', c.ref, 'amountMinor', (v.detail ->> 'loweredMinor')::bigint)
          ELSE json_build_object('kind', 'verified', 'case', c.ref) END
      END AS happening
    FROM named c JOIN case_events v ON v.case_id = c.id AND v.at >= $3
    WHERE v.kind = 'payment.received' OR (v.kind = 'case.closed' AND v.detail ->> 'reason' <> 'paid')
      OR v.kind = 'case.verified' OR (v.kind = 'case.changed' AND (v.detail ? 'loweredMinor' OR v.detail ->> 'status' = 'open'))
    UNION ALL
    SELECT c.person_id, ${at('i.at')}, 2, i.id::text, json_build_object('kind', 'responded', 'case', c.ref)
    FROM named c JOIN interactions i ON i.person_id = c.person_id AND i.case_id = c.id
    WHERE i.counts_as_response AND i.at >= $3
    UNION ALL
    SELECT h.person_id, ${at('greatest(h.placed_at, $3)')}, 3, h.id::text, json_build_object('kind', 'held', 'case', c.ref,
      'hold', h.id, 'reason', h.reason, 'until', ${at('h.until')})
    FROM holds h LEFT JOIN named c ON c.id = h.case_id
    WHERE h.person_id = ANY($1) AND (h.case_id IS NULL OR c.id IS NOT NULL) AND (h.lifted_at IS NULL OR h.lifted_at >= $3)
      AND ${NOT_OF_OWN_HAND_OFF}
    UNION ALL
    SELECT h.person_id, ${at('h.lifted_at')}, 4, h.id::text, json_build_object('kind', 'released', 'hold', h.id)
    FROM holds h WHERE h.person_id = ANY($1) AND h.lifted_at >= $3 AND ${NOT_OF_OWN_HAND_OFF}
    UNION ALL
    SELECT c.person_id, ${at('greatest(w.requested_at, $3)')}, 3, w.id::text,
      json_build_object('kind', 'given-to-agent', 'case', c.ref, 'work', w.id)
    FROM named c JOIN escalations w ON w.case_id = c.id LEFT JOIN enrolments e ON e.id = w.enrolment_id
    WHERE e.campaign_id IS DISTINCT FROM $2 AND (w.resolved_at IS NULL OR w.resolved_at >= $3)
    UNION ALL
    SELECT c.person_id, ${at('w.resolved_at')}, 4, w.id::text,
      json_build_object('kind', 'agent-answered', 'case', c.ref, 'work', w.id)
    FROM named c JOIN escalations w ON w.case_id = c.id LEFT JOIN enrolments e ON e.id = w.enrolment_id
    WHERE e.campaign_id IS DISTINCT FROM $2 AND w.resolved_at >= $3
    UNION ALL
    SELECT c.person_id, ${at('p.at')}, 5, p.id::text, json_build_object('kind', 'promise', 'case', c.ref, 'state', p.state)
    FROM named c JOIN LATERAL (
      SELECT id, made_at AS at, 'open' AS state FROM promises WHERE case_id = c.id
      UNION ALL SELECT id, kept_at, 'kept' FROM promises WHERE case_id = c.id
      UNION ALL SELECT id, broken_at, 'broken' FROM promises WHERE case_id = c.id
      UNION ALL SELECT id, ended_at, 'none' FROM promises WHERE case_id = c.id AND status NOT IN ('active', 'kept', 'broken')
    ) p ON p.at >= $3
    UNION ALL
    -- What a provider answers to a message comes behind it.
    SELECT cp.person_id, ${at('a.at')} + (a.actor LIKE 'provider:%')::int, 6, a.id::text, json_build_object('kind', 'opted-out', 'address', ${hex('cp.value_hash')},
      'channel', a.detail ->> 'channel')
    FROM contact_points cp
    JOIN audit a ON a.subject_kind = 'contact_point' AND a.action = 'address.opt-out' AND a.subject_id = cp.id::text
    WHERE cp.person_id = ANY($1) AND a.at >= $3
    UNION ALL
    SELECT person_id, ${at('at')}, 6, id::text, json_build_object('kind', 'unusable', 'address', ${hex('value_hash')})
    FROM lost WHERE NOT by_own
    UNION ALL
    SELECT DISTINCT ON (v.person_id, v.at, v.kind, v.detail ->> 'stop') v.person_id, ${at('v.at')}, 7, v.id::text,
      json_build_object('kind', CASE v.kind WHEN 'person.stopped' THEN 'stopped' ELSE 'stop-lifted' END, 'stop', v.detail ->> 'stop')
    FROM named c JOIN case_events v ON v.case_id = c.id AND v.at >= $3 AND v.kind IN ('person.stopped', 'person.stop_lifted')
    UNION ALL
    SELECT DISTINCT ON (v.person_id, v.detail ->> 'channel') v.person_id, ${at('v.at')}, 7, v.id::text,
      json_build_object('kind', 'refused-channel', 'channel', v.detail ->> 'channel')
    FROM named c JOIN case_events v ON v.case_id = c.id AND v.at >= $3 AND v.kind = 'person.channel_refused'
    UNION ALL
    SELECT m.person_id, ${at('min(uuid_extract_timestamp(a.id))')}, 8, m.id::text,
      json_build_object('kind', 'contacted', 'case', CASE WHEN cardinality(m.case_ids) = 1 THEN c.ref END, 'channel', (array_agg(l.channel ORDER BY l.leg_no))[1])
    FROM persons p
    JOIN messages m ON m.shard = p.shard AND m.person_id = p.id
    JOIN named c ON c.id = m.case_ids[1]
    JOIN legs l ON l.shard = m.shard AND l.message_id = m.id
    JOIN attempts a ON a.shard = l.shard AND a.message_id = l.message_id AND a.leg_no = l.leg_no
    WHERE p.id = ANY($1) AND m.purpose = 'collection' AND NOT a.proved_not_accepted
      AND (m.campaign_id IS DISTINCT FROM $2 OR m.origin_kind <> 'step')
      AND uuid_extract_timestamp(a.id) >= $3 - make_interval(secs => $4::float8 / 1000)
    GROUP BY m.person_id, m.id, m.case_ids, c.ref
  )
  SELECT person, at, happening FROM happened ORDER BY at, rank, id`;
