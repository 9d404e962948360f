import type { MessageBatch } from '#contracts';
import type { Queryable } from '../database.js';
import { keyedBatch } from '../keyed-batch.js';

/** Legs whose moment has come: those that are written already, and those still to be. */
export interface ReleasedLegs {
  count: number;
  send: MessageBatch | null;
  render: MessageBatch | null;
}

/**
 * Takes messages whose permitted moment has come back into motion, and next legs whose predecessor was not confirmed
 * in time. The caller wakes the services.
 */
export async function releaseDeferred(tx: Queryable, now: number, limit: number): Promise<ReleasedLegs> {
  const { rows } = await tx.query<{ shard: number; message_id: string; leg_no: number; rendered: boolean }>({
    name: 'release-deferred',
    text: `
      UPDATE flights f SET stage = 'moving', due_at = NULL, lease_until = clock_timestamp() + interval '30 s'
      WHERE message_id IN (
        SELECT message_id FROM flights
        WHERE stage = 'deferred' AND due_at <= to_timestamp($1::float8 / 1000)
        ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED
      )
      RETURNING shard, message_id, leg_no, EXISTS (
        SELECT FROM legs l WHERE l.shard = f.shard AND l.message_id = f.message_id AND l.leg_no = f.leg_no
      ) AS rendered`,
    values: [now, limit],
  });
  const written = rows.filter((row) => row.rendered);
  const unwritten = rows.filter((row) => !row.rendered);
  return {
    count: rows.length,
    send: written.length === 0 ? null : toBatch(written),
    render: unwritten.length === 0 ? null : toBatch(unwritten),
  };
}

/** Rows of flights as a batch for the queue. */
export function toBatch(rows: { shard: number; message_id: string; leg_no: number }[]): MessageBatch {
  return {
    shards: rows.map((row) => row.shard),
    ids: rows.map((row) => row.message_id),
    legs: rows.map((row) => row.leg_no),
  };
}

/** A step's message, by what makes it unique. */
export interface MessageOrigin {
  shard: number;
  personId: string;
  originKey: string;
  occurrence: number;
}

/** Cancels the waiting messages of steps that a later step has overtaken. */
export async function cancelDeferred(tx: Queryable, origins: MessageOrigin[]): Promise<void> {
  if (origins.length === 0) return;
  await tx.query({
    name: 'cancel-deferred',
    text: `
      WITH overtaken AS (
        SELECT m.shard, m.id
        FROM ${keyedBatch(1, 'o', { shard: 'smallint', person_id: 'uuid', origin_key: 'text', occurrence: 'int' })}
        JOIN messages m ON m.shard = o.shard AND m.person_id = o.person_id AND m.origin_kind = 'step'
                       AND m.origin_key = o.origin_key AND m.occurrence = o.occurrence
        JOIN flights f ON f.message_id = m.id AND f.stage = 'deferred'
        FOR UPDATE OF f
      ), gone AS (
        DELETE FROM flights WHERE message_id IN (SELECT id FROM overtaken)
      )
      UPDATE messages m SET status = 'cancelled', status_reason = 'overtaken'
      FROM overtaken o WHERE m.shard = o.shard AND m.id = o.id`,
    values: [
      origins.map((o) => o.shard),
      origins.map((o) => o.personId),
      origins.map((o) => o.originKey),
      origins.map((o) => o.occurrence),
    ],
  });
}
