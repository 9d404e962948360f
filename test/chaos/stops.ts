import { cease, type Desk, optOut, pay } from '#casework';
import type { Database } from '#persistence';
import type { Dice } from '../harness/dice.js';

/** A message that has not been handed to a provider yet. */
export interface Unsent {
  messageId: string;
  caseId: string;
  contactPointId: string;
}

export const STOP_KINDS = ['payment', 'part-payment', 'opt-out', 'cease'] as const;
export type StopKind = (typeof STOP_KINDS)[number];

/** How near to the head of the line the victims are looked for: those are about to leave. */
const NEXT_IN_LINE = 300;
const ASKED_AT_ONCE = 5;

/** Some messages that are planned and not attempted, most of them about to leave. */
export async function unsentNext(db: Database, dice: Dice): Promise<Unsent[]> {
  const skip = dice.between(0, NEXT_IN_LINE);
  const { rows } = await db.query<Unsent & Record<string, unknown>>(
    `SELECT m.id AS "messageId", m.case_ids[1] AS "caseId", cp.id AS "contactPointId"
     FROM flights f
     JOIN messages m ON m.shard = f.shard AND m.id = f.message_id AND m.purpose = 'collection'
     JOIN contact_points cp ON cp.debtor_id = m.debtor_id
     WHERE NOT EXISTS (SELECT FROM attempts a WHERE a.shard = f.shard AND a.message_id = f.message_id)
     ORDER BY f.lease_until OFFSET $1 LIMIT $2`,
    [skip, ASKED_AT_ONCE],
  );
  return rows;
}

/** Commits a stop through its use case; true when it cancelled the message. */
export async function stopOne(
  desk: Desk,
  creditorId: string,
  unsent: Unsent,
  kind: StopKind,
): Promise<boolean> {
  const { caseId, contactPointId } = unsent;
  const actor = 'debtor';
  if (kind === 'cease') return tookBack(await cease(desk, { caseId, actor }));
  if (kind === 'opt-out') {
    return tookBack(
      await optOut(desk, { address: { contactPointId }, channel: 'sms', actor, confirm: false }),
    );
  }
  const amountMinor = kind === 'payment' ? 124_680 : 50_000;
  const payment = { reference: `stop-${caseId}`, amountMinor, currency: 'PLN', paidOn: '2026-01-12' };
  return tookBack(await pay(desk, { creditorId, caseId, source: 'api', actor, ...payment }));
}

function tookBack(result: { kind: string; cancelled?: number }): boolean {
  if (result.kind !== 'ok') throw new Error(`The stop came to nothing: ${result.kind}.`);
  return (result.cancelled ?? 0) > 0;
}
