import {
  type DoubtfulAttempt,
  type LegName,
  type MessageBatch,
  ReconciliationStore,
  type TakenFlights,
} from '#contracts';
import { nextLegAt } from '#domain';
import type { Database, Queryable } from '../database.js';
import {
  type AttemptResult,
  releaseAttempts,
  storeAccepted,
  tellOfAcceptedMails,
} from '../outreach/attempt-results.js';
import { businessNow } from '../outreach/business-now.js';
import { toBatch } from '../outreach/deferred-messages.js';
import type { MessageExtra } from '../outreach/messages-to-send.js';
import { tellEnrolments } from './enrolment-news.js';
import { judgeFlight, type Judgement } from './flight-judgement.js';
import { LEASE_SECONDS } from './next-legs.sql.js';
import { ABANDONED_SECONDS, readStaleFlights, type StaleFlightRow } from './stale-flights.sql.js';
import { retryContention } from '../retry-contention.js';
import { keyedBatch } from '../keyed-batch.js';

/** What is stored where a look-up proved that the provider never took a submission. */
const NOT_FOUND = 'not-found';

/** Flights without an owner and attempts in doubt (I1, I2). */
export class PgReconciliationStore extends ReconciliationStore {
  constructor(private readonly db: Database) {
    super();
  }

  take(limit: number): Promise<TakenFlights> {
    return retryContention(() => this.db.transaction((tx) => takeOver(tx, 'moving', limit)));
  }

  takeDoubts(limit: number): Promise<TakenFlights> {
    return retryContention(() => this.db.transaction((tx) => takeOver(tx, 'in_doubt', limit)));
  }

  async settleAccepted(attempt: DoubtfulAttempt, providerRef: string): Promise<void> {
    const result = { ...attempt, outcome: 'accepted' as const, providerRef, errorCode: null };
    await retryContention(() => this.db.transaction((tx) => settleFound(tx, [result])));
  }

  async settleNotAccepted(attempt: DoubtfulAttempt): Promise<boolean> {
    const result = { ...attempt, outcome: 'refused' as const, providerRef: null, errorCode: NOT_FOUND };
    return retryContention(() =>
      this.db.transaction(async (tx) => {
        if (await isReported(tx, attempt)) return false;
        await releaseAttempts(tx, [result], LEASE_SECONDS * 1000);
        const { rowCount } = await tx.query(
          `SELECT FROM flights f
           JOIN attempts a ON a.shard = f.shard AND a.message_id = f.message_id AND a.leg_no = f.leg_no
           WHERE f.message_id = $1 AND f.leg_no = $2 AND f.stage = 'moving' AND a.attempt_no = $3 AND a.error_code = $4`,
          [attempt.messageId, attempt.legNo, attempt.attemptNo, NOT_FOUND],
        );
        return rowCount !== 0;
      }),
    );
  }

  async settleUnknown(attempt: DoubtfulAttempt): Promise<void> {
    await retryContention(() => this.db.transaction((tx) => landAsUnknown(tx, attempt)));
  }

  async lookAgain(attempt: DoubtfulAttempt, afterMs: number): Promise<void> {
    await this.db.query(
      `UPDATE flights SET lease_until = clock_timestamp() + make_interval(secs => $3::float8 / 1000)
       WHERE message_id = $1 AND leg_no = $2 AND stage = 'in_doubt'`,
      [attempt.messageId, attempt.legNo, afterMs],
    );
  }
}

/** What was found at a provider after all. */
async function settleFound(tx: Queryable, results: AttemptResult[]): Promise<void> {
  const now = await businessNow(tx);
  const extras = await extrasOf(tx, results);
  const found = results.map((result): AttemptResult => {
    const { legs = [], raisesStage = null } = extras.get(result.messageId) ?? {};
    return { ...result, raisesStage, nextLegAt: nextLegAt(legs, result.legNo, now) };
  });
  await storeAccepted(tx, now, found);
  await tellOfAcceptedMails(tx, now, found);
}

/** What their steps say of the messages beyond their channels. */
async function extrasOf(tx: Queryable, of: readonly LegName[]): Promise<Map<string, MessageExtra>> {
  const { rows } = await tx.query<{ id: string; extra: MessageExtra | null }>(
    `SELECT m.id, m.extra FROM ${keyedBatch(1, 'u', { shard: 'smallint', id: 'uuid' })}
     JOIN messages m ON m.shard = u.shard AND m.id = u.id`,
    [of.map((each) => each.shard), of.map((each) => each.messageId)],
  );
  return new Map(rows.map(({ id, extra }) => [id, extra ?? {}]));
}

/**
 * Whether a receipt names the leg: then some provider has it, whatever a look-up says. Behind the leg's row, which
 * whoever folds a receipt holds until it is committed.
 */
async function isReported(tx: Queryable, { shard, messageId, legNo }: DoubtfulAttempt): Promise<boolean> {
  const leg = [shard, messageId, legNo];
  await tx.query('SELECT FROM legs WHERE shard = $1 AND message_id = $2 AND leg_no = $3 FOR UPDATE', leg);
  const { rowCount } = await tx.query('SELECT FROM receipts WHERE message_id = $1 AND leg_no = $2 LIMIT 1', [
    messageId,
    legNo,
  ]);
  return rowCount !== 0;
}

async function takeOver(tx: Queryable, stage: 'moving' | 'in_doubt', limit: number): Promise<TakenFlights> {
  const rows = await readStaleFlights(tx, stage, limit);
  const of: Record<Judgement, StaleFlightRow[]> = {
    landed: [],
    accepted: [],
    wait: [],
    doubt: [],
    render: [],
    send: [],
  };
  for (const row of rows) of[judgeFlight(row)].push(row);
  await renew(tx, [...of.render, ...of.send], 'moving');
  await waitForAnswers(tx, of.wait);
  // One that has just come into doubt is free for whoever settles doubts.
  await renew(tx, of.doubt, 'in_doubt', stage === 'in_doubt' ? LEASE_SECONDS : 0);
  await doubt(tx, of.doubt);
  await land(tx, of.landed);
  if (of.accepted.length > 0) await settleFound(tx, of.accepted.map(asAccepted));
  return {
    count: rows.length,
    render: batchOf(of.render),
    send: of.send.flatMap(({ doubtful, channel }) => (channel === null ? [] : [{ ...doubtful, channel }])),
    doubtful: stage === 'in_doubt' ? of.doubt.map((row) => row.doubtful) : [],
  };
}

function asAccepted({ doubtful, providerRef }: StaleFlightRow) {
  return { ...doubtful, outcome: 'accepted' as const, providerRef, errorCode: null };
}

function batchOf(rows: readonly StaleFlightRow[]): MessageBatch | null {
  if (rows.length === 0) return null;
  return toBatch(
    rows.map(({ doubtful }) => ({
      shard: doubtful.shard,
      message_id: doubtful.messageId,
      leg_no: doubtful.legNo,
    })),
  );
}

const ids = (rows: readonly StaleFlightRow[]): string[] => rows.map((row) => row.doubtful.messageId);

/** A new lease, ours, while we act. */
async function renew(
  tx: Queryable,
  rows: readonly StaleFlightRow[],
  stage: 'moving' | 'in_doubt',
  seconds = LEASE_SECONDS,
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `UPDATE flights SET lease_until = clock_timestamp() + make_interval(secs => $2), stage = $3
     WHERE message_id = ANY($1)`,
    [ids(rows), seconds, stage],
  );
}

/** Looks again as soon as the attempts' owners must have given up. */
async function waitForAnswers(tx: Queryable, rows: readonly StaleFlightRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `UPDATE flights f SET lease_until = to_timestamp(u.committed_at / 1000) + make_interval(secs => $3)
     FROM ${keyedBatch(1, 'u', { message_id: 'uuid', committed_at: 'float8' })} WHERE f.message_id = u.message_id`,
    [ids(rows), rows.map((row) => row.doubtful.committedAt), ABANDONED_SECONDS],
  );
}

async function doubt(tx: Queryable, rows: readonly StaleFlightRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `UPDATE attempts a SET outcome = 'unknown', error_code = coalesce(a.error_code, 'no-answer')
     FROM ${keyedBatch(1, 'u', { shard: 'smallint', message_id: 'uuid', leg_no: 'smallint' })}
     WHERE a.shard = u.shard AND a.message_id = u.message_id AND a.leg_no = u.leg_no AND a.outcome IS NULL`,
    [rows.map((row) => row.doubtful.shard), ids(rows), rows.map((row) => row.doubtful.legNo)],
  );
}

async function land(tx: Queryable, rows: readonly StaleFlightRow[]): Promise<void> {
  if (rows.length > 0) await tx.query('DELETE FROM flights WHERE message_id = ANY($1)', [ids(rows)]);
}

/** Only what is still in doubt: a receipt or a late answer may have come between. */
async function landAsUnknown(tx: Queryable, attempt: DoubtfulAttempt): Promise<void> {
  if (await isReported(tx, attempt)) return;
  const { shard, messageId, legNo } = attempt;
  const { rowCount } = await tx.query(
    `DELETE FROM flights WHERE message_id = $1 AND leg_no = $2 AND stage = 'in_doubt'`,
    [messageId, legNo],
  );
  if (rowCount === 0) return;
  await tx.query(
    `UPDATE legs SET status = 'unknown'
     WHERE shard = $1 AND message_id = $2 AND leg_no = $3 AND status IN ('rendered', 'submitted')`,
    [shard, messageId, legNo],
  );
  const { rows } = await tx.query<{
    enrolment_id: string | null;
    with_enrolments: string[] | null;
    origin_key: string;
  }>(
    `UPDATE messages SET status = 'unknown', status_reason = 'no-answer'
     WHERE shard = $1 AND id = $2 AND status IN ('planned', 'deferred', 'sent') RETURNING enrolment_id, with_enrolments, origin_key`,
    [shard, messageId],
  );
  const [message] = rows;
  if (message?.enrolment_id == null) return;
  const at = await businessNow(tx);
  await tellEnrolments(tx, [
    {
      id: message.enrolment_id,
      originKey: message.origin_key,
      state: 'unknown',
      at,
      also: message.with_enrolments,
    },
  ]);
}
