import type { MessageBatch, SendingRate } from '#contracts';
import type { Database, Queryable } from '../database.js';
import { keyedBatch } from '../keyed-batch.js';
import { retryContention } from '../retry-contention.js';
import { callFrom } from '../voice/call-from.sql.js';

/** How many of a batch go out under one sender identity that has a limit. */
export interface LimitedIdentity extends SendingRate {
  /** Places in the batch. */
  places: number[];
}

/** Whether anything has a limit at all; most installations behind a large provider have none. */
export async function anyRates(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ any: boolean }>('SELECT EXISTS (SELECT FROM sender_rates) AS any');
  return rows[0]?.any ?? false;
}

/** The limit of an account with a provider; null when it has none. */
export async function providerRate(db: Queryable, provider: string): Promise<SendingRate | null> {
  const { rows } = await db.query<{ per_second: number }>({
    name: 'provider-rate',
    text: `SELECT per_second FROM sender_rates WHERE scope = 'provider' AND identity = $1`,
    values: [provider],
  });
  return rows[0] ? { scope: 'provider', identity: provider, perSecond: rows[0].per_second } : null;
}

/** Of a mail's sender the address counts, whatever name stands before it. */
function bareAddress(sender: string): string {
  return `coalesce(substring(${sender} FROM '<([^<>]+)>'), ${sender})`;
}

/**
 * Finds the batch's identities that have a limit. An identity is the creditor's sender: number, name or address, as the
 * message will show it.
 * @param mailFrom whom mails come from whose creditor names no address of its own
 */
export async function limitedIdentities(
  db: Queryable,
  batch: MessageBatch,
  mailFrom: string,
): Promise<LimitedIdentity[]> {
  const { rows } = await db.query<{ identity: string; per_second: number; places: number[] }>({
    name: 'limited-identities',
    text: `
      SELECT r.identity, r.per_second, array_agg((b.place - 1)::int ORDER BY b.place) AS places
      FROM ${keyedBatch(1, 'b', { shard: 'smallint', id: 'uuid', leg_no: 'smallint' }, 'place')}
      JOIN legs l ON l.shard = b.shard AND l.message_id = b.id AND l.leg_no = b.leg_no
      JOIN messages m ON m.shard = b.shard AND m.id = b.id
      JOIN creditors c ON c.id = m.creditor_id
      JOIN sender_rates r ON r.scope = 'sender' AND r.identity = CASE l.channel
        WHEN 'email' THEN ${bareAddress('coalesce(c.mail_from, $4::text)')}
        WHEN 'rcs' THEN c.rcs_sender WHEN 'voice' THEN ${callFrom('c')} ELSE coalesce(c.sms_sender, c.name) END
      GROUP BY r.identity, r.per_second`,
    values: [batch.shards, batch.ids, batch.legs, mailFrom],
  });
  return rows.map(({ identity, per_second, places }) => ({
    scope: 'sender',
    identity,
    perSecond: per_second,
    places,
  }));
}

/** How long until tokens become valid, and whether they were taken. */
export interface TokensAsked {
  restMs: number;
  taken: boolean;
}

/**
 * Takes tokens of all these limits at once, for all processes alike, and says in how many milliseconds they become
 * valid: when the slowest of them allows it. So nothing waits for one limit with tokens of another in hand, which would
 * go out in a burst afterwards. The flights that wait, for these tokens or behind them, stay leased meanwhile: taken for
 * lost, they would be queued once more, and take tokens once more.
 * @param patienceMs none are taken that become valid later than this
 * @param waiting ids of the messages
 */
export function takeTokens(
  db: Database,
  limits: readonly SendingRate[],
  tokens: number,
  patienceMs: number,
  waiting: string[],
): Promise<TokensAsked> {
  const keys = [limits.map(({ scope }) => scope), limits.map(({ identity }) => identity)];
  const take = async (tx: Queryable): Promise<TokensAsked> => {
    // In one order, as whoever takes some of the same does; and read in a later statement, so that they are as they
    // were left by whoever held them.
    await tx.query({
      name: 'lock-rates',
      text: `SELECT FROM sender_rates WHERE (scope, identity) IN (SELECT * FROM unnest($1::text[], $2::text[]))
             ORDER BY scope, identity FOR UPDATE`,
      values: keys,
    });
    const { rows } = await tx.query<{ rest_ms: number; taken: boolean }>({
      name: 'take-tokens',
      text: `
        WITH free AS (
          SELECT greatest(max(next_at), clock_timestamp()) AS valid_at, clock_timestamp() AS now FROM sender_rates
          WHERE (scope, identity) IN (SELECT * FROM unnest($1::text[], $2::text[]))
        ), slot AS (
          SELECT valid_at, extract(epoch FROM valid_at - now) * 1000 AS rest_ms FROM free
        ), taken AS (
          UPDATE sender_rates r SET next_at = s.valid_at + make_interval(secs => $3 / r.per_second)
          FROM slot s WHERE s.rest_ms <= $5 AND (r.scope, r.identity) IN (SELECT * FROM unnest($1::text[], $2::text[]))
        ), leased AS (
          UPDATE flights f SET lease_until = s.valid_at + interval '60 s'
          FROM slot s WHERE f.message_id = ANY($4) AND f.stage = 'moving'
            AND f.lease_until < s.valid_at + interval '40 s'
        )
        SELECT greatest(0, rest_ms)::float8 AS rest_ms, rest_ms <= $5 AS taken FROM slot`,
      values: [...keys, tokens, waiting, patienceMs],
    });
    const [slot] = rows;
    return slot === undefined ? { restMs: 0, taken: true } : { restMs: slot.rest_ms, taken: slot.taken };
  };
  return retryContention(() => db.transaction(take));
}

/**
 * Makes the configured limits the ones in force; those that were configured before and are no more end. A limit that an
 * operator wrote stays one of theirs, also where the list names it.
 */
export async function storeConfiguredRates(db: Database, rates: readonly SendingRate[]): Promise<void> {
  const keys = [rates.map(({ scope }) => scope), rates.map(({ identity }) => identity)];
  await db.transaction(async (tx) => {
    await tx.query(
      `DELETE FROM sender_rates
       WHERE configured AND (scope, identity) NOT IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
      keys,
    );
    await tx.query(
      `INSERT INTO sender_rates (scope, identity, per_second, next_at, configured)
       SELECT scope, identity, per_second, clock_timestamp(), true
       FROM unnest($1::text[], $2::text[], $3::float8[]) AS u(scope, identity, per_second)
       ORDER BY scope, identity
       ON CONFLICT (scope, identity) DO UPDATE SET per_second = excluded.per_second`,
      [...keys, rates.map(({ perSecond }) => perSecond)],
    );
  });
}
