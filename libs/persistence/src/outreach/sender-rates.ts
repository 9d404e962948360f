import type { MessageBatch } from '#contracts';
import type { Queryable } from '../database.js';
import { keyedBatch } from '../keyed-batch.js';
import { callFrom } from '../voice/call-from.sql.js';

/** How many of a batch go out under one sender identity that has a limit. */
export interface LimitedIdentity {
  identity: string;
  perSecond: number;
  /** Places in the batch. */
  places: number[];
}

/** Whether any sender identity has a limit at all; most installations behind a large provider have none. */
export async function anyRates(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ any: boolean }>('SELECT EXISTS (SELECT FROM sender_rates) AS any');
  return rows[0]?.any ?? false;
}

/** Finds the batch's identities that have a limit. An identity is the creditor's sender: number, name or address. */
export async function limitedIdentities(db: Queryable, batch: MessageBatch): Promise<LimitedIdentity[]> {
  const { rows } = await db.query<{ identity: string; per_second: number; places: number[] }>({
    name: 'limited-identities',
    text: `
      SELECT r.identity, r.per_second, array_agg((b.place - 1)::int ORDER BY b.place) AS places
      FROM ${keyedBatch(1, 'b', { shard: 'smallint', id: 'uuid', leg_no: 'smallint' }, 'place')}
      JOIN legs l ON l.shard = b.shard AND l.message_id = b.id AND l.leg_no = b.leg_no
      JOIN messages m ON m.shard = b.shard AND m.id = b.id
      JOIN creditors c ON c.id = m.creditor_id
      JOIN sender_rates r ON r.identity = CASE l.channel
        WHEN 'email' THEN c.mail_from WHEN 'rcs' THEN c.rcs_sender WHEN 'voice' THEN ${callFrom('c')} ELSE c.sms_sender END
      GROUP BY r.identity, r.per_second`,
    values: [batch.shards, batch.ids, batch.legs],
  });
  return rows.map((row) => ({ identity: row.identity, perSecond: row.per_second, places: row.places }));
}

/**
 * Takes tokens of an identity, for all processes alike, and returns in how many milliseconds they become valid.
 * The flights that wait for them stay leased meanwhile.
 */
export async function takeTokens(
  db: Queryable,
  identity: string,
  tokens: number,
  messageIds: string[],
): Promise<number> {
  const { rows } = await db.query<{ wait_ms: number }>({
    name: 'take-tokens',
    text: `
      WITH taken AS (
        UPDATE sender_rates SET next_at = greatest(next_at, clock_timestamp()) + make_interval(secs => $2 / per_second)
        WHERE identity = $1
        RETURNING next_at - make_interval(secs => $2 / per_second) AS valid_at
      ), leased AS (
        UPDATE flights f SET lease_until = greatest(f.lease_until, t.valid_at + interval '30 s')
        FROM taken t WHERE f.message_id = ANY($3) AND f.stage = 'moving'
      )
      SELECT greatest(0, extract(epoch FROM valid_at - clock_timestamp()) * 1000)::float8 AS wait_ms FROM taken`,
    values: [identity, tokens, messageIds],
  });
  return rows[0]?.wait_ms ?? 0;
}
