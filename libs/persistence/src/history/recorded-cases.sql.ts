import { callFrom } from '../voice/call-from.sql.js';

/**
 * Cases as they stood when the campaign was launched ($3), or as they came in later, of the persons in $1. What is
 * known to have changed since is taken back, by the record of how it changed.
 */
export const RECORDED_CASES = `
  SELECT c.person_id AS person, cr.ref || '/' || c.ref AS ref, cr.ref AS creditor, c.debtor_kind AS kind,
    c.debtor_language AS language, c.currency, pf.country, c.debtor_zone AS zone, pf.zone AS "portfolioZone",
    pf.policy_packs AS packs, c.due_date::text AS "dueDate", c.time_barred_on::text AS "timeBarredOn",
    (c.balance_minor + coalesce(changed.minor, 0))::float8 AS "balanceMinor",
    pf.minimum_balance_minor::float8 AS "minimumBalanceMinor",
    CASE WHEN EXISTS (SELECT FROM enrolments e WHERE e.case_id = c.id AND e.campaign_id = $2) THEN 'pre_due'
         ELSE coalesce(c.stage, 'pre_due') END AS stage,
    coalesce((
      SELECT CASE WHEN o.kept_at < $3 THEN 'kept' WHEN o.broken_at < $3 THEN 'broken'
                  WHEN o.ended_at < $3 THEN 'none' ELSE 'open' END
      FROM promises o WHERE o.case_id = c.id AND o.made_at < $3 ORDER BY o.made_at DESC LIMIT 1
    ), 'none') AS promise,
    coalesce((
      SELECT detail ->> 'status' = 'open' FROM case_events v
      WHERE v.case_id = c.id AND (v.kind = 'case.imported' OR v.at < $3) AND v.kind IN ('case.imported', 'case.changed')
      ORDER BY v.at DESC, v.id DESC LIMIT 1
    ), c.status <> 'verifying') AS verified,
    c.attributes, json_build_object(
      'payments', (SELECT count(*) FROM case_events v WHERE v.case_id = c.id AND v.kind = 'payment.received' AND v.at < $3),
      'contacts', (SELECT count(*) FROM messages m
        WHERE m.shard = p.shard AND m.person_id = p.id AND m.case_ids @> ARRAY[c.id] AND m.purpose = 'collection'
          AND EXISTS (SELECT FROM legs l WHERE l.shard = m.shard AND l.message_id = m.id AND l.accepted_at < $3)),
      'brokenPromises', (SELECT count(*) FROM promises o WHERE o.case_id = c.id AND o.broken_at < $3),
      'campaigns', (SELECT coalesce(json_agg(DISTINCT g.key), '[]') FROM enrolments n JOIN campaigns g ON g.id = n.campaign_id
        WHERE n.case_id = c.id AND n.campaign_id <> $2 AND n.end_reason IS DISTINCT FROM 'hold_out')
    ) AS history, p.inconvenient_times AS "inconvenientTimes",
    coalesce(points.list, '[]') AS points,
    ARRAY['sms', 'email'] || CASE WHEN cr.rcs_sender IS NULL THEN '{}'::text[] ELSE ARRAY['rcs'] END
      || CASE WHEN ${callFrom('cr')} IS NULL THEN '{}'::text[] ELSE ARRAY['voice'] END AS channels,
    (extract(epoch FROM c.created_at) * 1000)::float8 AS "knownFrom"
  FROM cases c
  JOIN persons p ON p.id = c.person_id
  JOIN portfolios pf ON pf.id = c.portfolio_id
  JOIN creditors cr ON cr.id = c.creditor_id
  LEFT JOIN LATERAL (
    SELECT sum(CASE kind
        WHEN 'payment.received' THEN (detail ->> 'amountMinor')::bigint - coalesce((detail ->> 'unallocatedMinor')::bigint, 0)
        ELSE coalesce((detail ->> 'loweredMinor')::bigint, 0) END) AS minor
    FROM case_events v WHERE v.case_id = c.id AND v.at >= $3 AND v.kind IN ('payment.received', 'case.changed')
  ) changed ON true
  LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object('address', encode(cp.value_hash, 'hex'), 'kind', cp.kind, 'zones', cp.zones,
        'role', cp.role, 'consents', (SELECT coalesce(json_object_agg(key, value ->> 'said'), '{}') FROM jsonb_each(cp.consents)),
        'usable', cp.status = 'active' OR cp.id = ANY(ARRAY(SELECT id FROM lost))
      ) ORDER BY cp.position, cp.id) AS list
    FROM contact_points cp WHERE cp.debtor_id = c.debtor_id
  ) points ON true
  WHERE c.person_id = ANY($1) AND (c.closed_at IS NULL OR c.closed_at >= $3)
  ORDER BY c.person_id, c.id`;

/**
 * Addresses that were lost since the launch, and when: by their owner's word, or because a provider proved them wrong;
 * whether it did so of one of the campaign's own messages.
 */
export const LOST_POINTS = `
  lost AS (
    SELECT cp.id, cp.person_id, cp.value_hash, a.at, false AS by_own FROM contact_points cp
    JOIN audit a ON a.subject_kind = 'contact_point' AND a.action = 'address.purge' AND a.subject_id = cp.id::text
    WHERE cp.person_id = ANY($1) AND a.at >= $3
    UNION ALL
    SELECT DISTINCT cp.id, cp.person_id, cp.value_hash, v.at, m.campaign_id IS NOT DISTINCT FROM $2 AND m.origin_kind = 'step'
    FROM persons p
    JOIN case_events v ON v.person_id = p.id AND v.kind = 'contact_point.invalid' AND v.at >= $3
    JOIN messages m ON m.shard = p.shard AND m.person_id = p.id AND m.id = (v.detail ->> 'messageId')::uuid
    JOIN legs l ON l.shard = m.shard AND l.message_id = m.id
    JOIN contact_points used ON used.id = l.contact_point_id
    JOIN contact_points cp ON cp.person_id = p.id AND cp.value_hash = used.value_hash AND cp.status = 'invalid'
      AND cp.status_reason = v.detail ->> 'code'
    WHERE p.id = ANY($1)
  )`;
