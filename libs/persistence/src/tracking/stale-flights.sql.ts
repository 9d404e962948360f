import type { DoubtfulAttempt } from '#contracts';
import type { Channel } from '#domain';
import type { Queryable } from '../database.js';
import type { StaleFlight } from './flight-judgement.js';

/**
 * An attempt without an answer this long after its commit has lost its owner, as the adapters' time-outs go (machine
 * time). Should the owner answer later all the same, its word is still taken.
 */
export const ABANDONED_SECONDS = 30;

export interface StaleFlightRow extends StaleFlight {
  doubtful: DoubtfulAttempt;
  /** Of the rendered leg; null before that. */
  channel: Channel | null;
  /** The provider's reference, from the attempt or from a receipt. */
  providerRef: string | null;
}

interface Row {
  shard: number;
  message_id: string;
  leg_no: number;
  message_status: string;
  person_id: string;
  rendered: boolean;
  channel: Channel | null;
  link_key_version: number | null;
  body: string | null;
  address: string | null;
  attempt_no: number | null;
  provider: string | null;
  outcome: NonNullable<StaleFlight['attempt']>['outcome'];
  proved: boolean | null;
  committed_at: number | null;
  abandoned: boolean | null;
  provider_ref: string | null;
  reported: boolean;
  reported_ref: string | null;
}

/** Locks flights of a stage whose lease has passed, oldest first, skipping those that another process looks at. */
export async function readStaleFlights(
  tx: Queryable,
  stage: 'moving' | 'in_doubt',
  limit: number,
): Promise<StaleFlightRow[]> {
  const { rows } = await tx.query<Row & Record<string, unknown>>({
    name: 'stale-flights',
    text: `
      WITH stale AS MATERIALIZED (
        SELECT shard, message_id, leg_no FROM flights
        WHERE stage <> 'deferred' AND stage = $3 AND lease_until <= clock_timestamp()
        ORDER BY lease_until LIMIT $1 FOR UPDATE SKIP LOCKED
      )
      SELECT s.*, m.status AS message_status, m.person_id, l.message_id IS NOT NULL AS rendered, l.channel, l.link_key_version, l.body,
             cp.value AS address, a.attempt_no, a.provider, a.outcome, a.proved_not_accepted AS proved,
             (extract(epoch FROM a.committed_at) * 1000)::bigint AS committed_at,
             a.committed_at < clock_timestamp() - make_interval(secs => $2) AS abandoned, a.provider_ref,
             r.message_id IS NOT NULL AS reported, r.ref AS reported_ref
      FROM stale s
      JOIN messages m ON m.shard = s.shard AND m.id = s.message_id
      LEFT JOIN legs l ON l.shard = s.shard AND l.message_id = s.message_id AND l.leg_no = s.leg_no
      LEFT JOIN contact_points cp ON cp.id = l.contact_point_id
      LEFT JOIN LATERAL (
        SELECT * FROM attempts
        WHERE shard = s.shard AND message_id = s.message_id AND leg_no = s.leg_no
        ORDER BY attempt_no DESC LIMIT 1
      ) a ON true
      LEFT JOIN LATERAL (
        SELECT message_id, detail ->> 'ref' AS ref FROM receipts
        WHERE message_id = s.message_id AND leg_no = s.leg_no
        ORDER BY detail ->> 'ref' NULLS LAST LIMIT 1
      ) r ON true`,
    values: [limit, ABANDONED_SECONDS, stage],
  });
  return rows.map(toStaleFlight);
}

function toStaleFlight(row: Row): StaleFlightRow {
  return {
    messageStatus: row.message_status,
    rendered: row.rendered,
    reported: row.reported,
    channel: row.channel,
    providerRef: row.provider_ref ?? row.reported_ref,
    attempt:
      row.attempt_no === null
        ? null
        : { outcome: row.outcome, provedNotAccepted: row.proved === true, abandoned: row.abandoned === true },
    doubtful: {
      shard: row.shard,
      messageId: row.message_id,
      legNo: row.leg_no,
      personId: row.person_id,
      attemptNo: row.attempt_no ?? 0,
      provider: row.provider ?? '',
      committedAt: row.committed_at ?? 0,
      to: row.address,
      linkKeyVersion: row.link_key_version ?? 0,
      body: row.body ?? '',
    },
  };
}
