import {
  type LegName,
  type MessageBatch,
  type ReceivedReceipt,
  ReceiptStore,
  type RecordedReceipts,
} from '#contracts';
import type { LegStatus } from '#domain';
import type { Database, Queryable } from '../database.js';
import { tellEnrolments } from './enrolment-news.js';
import { foldReceipts, type FoldedMessage, type LockedLeg } from './receipt-folding.js';
import {
  dropNextLegs,
  existingLegs,
  insertReceipts,
  legStatusesOf,
  lockLegs,
  receiptKey,
  settleAttempts,
  startNextLegs,
  updateLegs,
  updateMessages,
} from './receipt.sql.js';
import { retryContention } from './retry-contention.js';

const legKey = (leg: LegName): string => `${leg.messageId}.${leg.legNo}`;

/** Receipts as sets: each set is one transaction and costs a handful of statements, however many it holds. */
export class PgReceiptStore extends ReceiptStore {
  constructor(private readonly db: Database) {
    super();
  }

  async record(receipts: readonly ReceivedReceipt[]): Promise<RecordedReceipts> {
    if (receipts.length === 0) return { stored: 0, held: [], next: null };
    return retryContention(() => this.db.transaction((tx) => recordSet(tx, receipts)));
  }

  async legOfLink(linkHash: Buffer): Promise<LegName | null> {
    const { rows } = await this.db.query<LegName & Record<string, unknown>>(
      `SELECT shard, message_id AS "messageId", leg_no AS "legNo" FROM legs WHERE link_hash = $1 LIMIT 1`,
      [linkHash],
    );
    return rows[0] ?? null;
  }
}

async function recordSet(tx: Queryable, receipts: readonly ReceivedReceipt[]): Promise<RecordedReceipts> {
  const legs = [...new Map(receipts.map((receipt) => [legKey(receipt), receipt])).values()];
  const locked = new Map((await lockLegs(tx, legs)).map((leg) => [legKey(leg), leg]));
  const missing = legs.filter((leg) => !locked.has(legKey(leg)));
  const held = new Set(missing.length === 0 ? [] : (await existingLegs(tx, missing)).map(legKey));

  const recorded = receipts.filter((receipt) => !held.has(legKey(receipt)));
  const fresh = await insertReceipts(tx, recorded);
  const news = firstOfEach(recorded.filter((receipt) => fresh.has(receiptKey(receipt))));
  const folded = await foldMessages(tx, locked, news);
  const next = await write(tx, folded);
  return { stored: fresh.size, held: receipts.filter((receipt) => held.has(legKey(receipt))), next };
}

/** A set may hold the same receipt twice. */
function firstOfEach(receipts: readonly ReceivedReceipt[]): ReceivedReceipt[] {
  return [...new Map(receipts.map((receipt) => [receiptKey(receipt), receipt])).values()];
}

async function foldMessages(
  tx: Queryable,
  locked: ReadonlyMap<string, LockedLeg>,
  receipts: readonly ReceivedReceipt[],
): Promise<FoldedMessage[]> {
  const byMessage = groupByMessage(receipts.filter((receipt) => locked.has(legKey(receipt))));
  const touched = [...locked.values()].filter((leg) => byMessage.has(leg.messageId));
  const legsOf = groupByMessage(touched);
  const others = await furtherLegs(tx, touched);
  return [...byMessage].map(([messageId, own]) =>
    foldReceipts(legsOf.get(messageId) ?? [], others.get(messageId) ?? new Map<number, LegStatus>(), own),
  );
}

function groupByMessage<T extends LegName>(items: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(item.messageId);
    if (group) group.push(item);
    else groups.set(item.messageId, [item]);
  }
  return groups;
}

/** Statuses of all legs of messages that can have more than one. */
async function furtherLegs(
  tx: Queryable,
  legs: readonly LockedLeg[],
): Promise<ReadonlyMap<string, Map<number, LegStatus>>> {
  const several = legs.filter((leg) => leg.channelCount > 1);
  const found = new Map<string, Map<number, LegStatus>>();
  if (several.length === 0) return found;
  for (const { messageId, legNo, status } of await legStatusesOf(tx, several)) {
    const of = found.get(messageId) ?? new Map<number, LegStatus>();
    found.set(messageId, of.set(legNo, status));
  }
  return found;
}

async function write(tx: Queryable, folded: readonly FoldedMessage[]): Promise<MessageBatch | null> {
  const present = <T>(value: T | null): value is T => value !== null;
  await updateLegs(
    tx,
    folded.flatMap((each) => each.legs),
  );
  await updateMessages(tx, folded.map((each) => each.message).filter(present));
  await settleAttempts(
    tx,
    folded.flatMap((each) => each.settled),
  );
  await tellEnrolments(tx, folded.map((each) => each.news).filter(present));
  await dropNextLegs(
    tx,
    folded.flatMap((each) => each.overtaken),
  );
  return startNextLegs(tx, folded.map((each) => each.fallBackFrom).filter(present));
}
