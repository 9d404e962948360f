import { setTimeout as sleep } from 'node:timers/promises';
import type { OwnPostgres } from '../harness/postgres.js';
import { commitOf, reached, SlowPipeline, type StartServices } from './slow-pipeline.js';

export interface BurstFigures {
  payments: number;
  /**
   * From the first request until each payment was settled, its case closed and its message no longer under way; null
   * when that did not come about in good time.
   */
  drained_s: number | null;
  /** Messages that the payments cancelled. */
  cancelled: number;
  /** Messages that came to the provider after their case's payment was committed, and how long after it the last one did. */
  arrived_after: number;
  latest_ms: number;
  /** Messages about cases without a payment that never came, and messages that came more than once. */
  lost: number;
  twice: number;
}

/** Sent before the payments come: enough that the sender is at its full speed. */
const SENT_BEFORE = 500;
/** One case of so many gets no payment, so that the sender has work throughout. */
const UNPAID = 5;
/** What one request takes at most. */
const PER_REQUEST = 5_000;
/** What principal and interest of a seeded case come to, in minor units. */
const OWED = 124_680;
/** How long a message that left too late may still be on its way, in ms. */
const QUIET_MS = 2_000;
/** How long all that is waited for: so long, and so long a payment, in ms. */
const PATIENCE_MS = { least: 30_000, each: 5 };

/** Pays most cases at once by the API while their messages are queued, before the sender and within it. */
export async function benchBurst(
  postgres: OwnPostgres,
  queueUrl: string | null,
  payments: number,
  startServices?: StartServices,
): Promise<BurstFigures> {
  const pipeline = await SlowPipeline.open(postgres, 'bench_burst', queueUrl, startServices);
  const { db } = pipeline;
  try {
    const cases = payments + Math.ceil(payments / (UNPAID - 1));
    const { creditorId } = await pipeline.queueMessages(cases);
    const requests = await paymentsOf(pipeline, creditorId, payments);
    await pipeline.beginSending(Math.min(SENT_BEFORE, payments / 5));
    const began = Date.now();
    await Promise.all(requests.map((request) => pipeline.post('/api/payments', request)));
    const paid = `payments p JOIN cases c ON c.id = p.case_id AND c.status = 'closed'`;
    const underWay = `flights f JOIN messages m ON m.id = f.message_id AND m.purpose = 'collection'`;
    const ofPaid = `${underWay} JOIN payments p ON p.case_id = m.case_ids[1]`;
    const patience = PATIENCE_MS.least + PATIENCE_MS.each * payments;
    const drained = await reached(
      async () => (await pipeline.count(paid)) === payments && (await pipeline.count(ofPaid)) === 0,
      patience,
    );
    const took = Date.now() - began;
    await reached(async () => (await pipeline.count(underWay)) === 0, patience);
    await sleep(QUIET_MS);
    const { at, twice } = await pipeline.arrived();
    const { rows } = await db.query<{ case_id: string; committed: number }>(
      `SELECT case_id, ${commitOf('payments')} AS committed FROM payments`,
    );
    const after = rows.flatMap(({ case_id, committed }) => {
      const arrived = at.get(case_id) ?? 0;
      return arrived > committed ? [arrived - committed] : [];
    });
    const unpaid = await db.query<{ id: string }>(
      'SELECT id FROM cases WHERE id NOT IN (SELECT case_id FROM payments)',
    );
    return {
      payments: rows.length,
      drained_s: drained ? Math.round(took / 100) / 10 : null,
      cancelled: await pipeline.count(`messages WHERE purpose = 'collection' AND status = 'cancelled'`),
      arrived_after: after.length,
      latest_ms: Math.round(Math.max(0, ...after)),
      lost: unpaid.rows.filter(({ id }) => !at.has(id)).length,
      twice,
    };
  } finally {
    await pipeline.close();
  }
}

/** Requests that pay so many of a creditor's cases in full. */
async function paymentsOf(pipeline: SlowPipeline, creditorId: string, payments: number): Promise<object[]> {
  const { rows } = await pipeline.db.query<{ creditor: string; ref: string }>(
    `SELECT cr.ref AS creditor, c.ref FROM cases c JOIN creditors cr ON cr.id = c.creditor_id
     WHERE c.creditor_id = $1 ORDER BY md5(c.ref) LIMIT $2`,
    [creditorId, payments],
  );
  const requests: object[] = [];
  for (let from = 0; from < rows.length; from += PER_REQUEST) {
    requests.push({
      creditor: rows[0]?.creditor,
      payments: rows.slice(from, from + PER_REQUEST).map(({ ref }) => ({
        reference: `burst-${ref}`,
        caseRef: ref,
        amountMinor: OWED,
        currency: 'PLN',
        paidOn: '2026-01-12',
      })),
    });
  }
  return requests;
}
