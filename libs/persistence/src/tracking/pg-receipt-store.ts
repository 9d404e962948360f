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
import { dropNextLegs, startNextLegs } from './next-legs.sql.js';
import {
  existingLegs,
  keepOrphans,
  legStatusesOf,
  type TakenReceipt,
  takeReceipts,
} from './receipt-taking.sql.js';
import { settleAttempts, updateLegsAndMessages } from './receipt-writing.sql.js';
import { isContention, retryContention } from '../retry-contention.js';

/** How often a set is tried as a whole. */
const TRIES = 2;

const legKey = (leg: LegName): string => `${leg.messageId}.${leg.legNo}`;

/** Receipts as sets: each set is one transaction and costs a handful of statements, however many it holds. */
export class PgReceiptStore extends ReceiptStore {
  constructor(private readonly db: Database) {
    super();
  }

  record(receipts: readonly ReceivedReceipt[]): Promise<RecordedReceipts> {
    return this.recordIn(TRIES, receipts);
  }

  private async recordIn(tries: number, receipts: readonly ReceivedReceipt[]): Promise<RecordedReceipts> {
    if (receipts.length === 0) return { stored: 0, held: [], next: null };
    try {
      return await retryContention(() => this.db.transaction((tx) => recordSet(tx, receipts)), tries);
    } catch (error) {
      if (!isContention(error)) throw error;
      return this.recordWithout(receipts);
    }
  }

  /** Somebody is busy for long with one of the set's persons: the others' receipts need not wait until that ends. */
  private async recordWithout(receipts: readonly ReceivedReceipt[]): Promise<RecordedReceipts> {
    if (receipts.length === 1) return { stored: 0, held: [...receipts], next: null };
    const middle = Math.ceil(receipts.length / 2);
    const first = await this.recordIn(1, receipts.slice(0, middle));
    const second = await this.recordIn(1, receipts.slice(middle));
    return {
      stored: first.stored + second.stored,
      held: [...first.held, ...second.held],
      next: joinBatches(first.next, second.next),
    };
  }

  async legOfLink(linkHash: Buffer): Promise<LegName | null> {
    const { rows } = await this.db.query<LegName & Record<string, unknown>>(
      `SELECT shard, message_id AS "messageId", leg_no AS "legNo" FROM legs WHERE link_hash = $1 LIMIT 1`,
      [linkHash],
    );
    return rows[0] ?? null;
  }
}

function joinBatches(a: MessageBatch | null, b: MessageBatch | null): MessageBatch | null {
  if (a === null || b === null) return a ?? b;
  return {
    shards: [...a.shards, ...b.shards],
    ids: [...a.ids, ...b.ids],
    legs: [...a.legs, ...b.legs],
  };
}

async function recordSet(tx: Queryable, receipts: readonly ReceivedReceipt[]): Promise<RecordedReceipts> {
  const taken = await takeReceipts(tx, receipts);
  const fresh = taken.filter((each) => each.fresh);
  const folded = await foldMessages(tx, fresh);
  const next = await write(tx, folded);
  const { held, orphans } = await sortOut(tx, receipts, taken);
  return { stored: fresh.length + (await keepOrphans(tx, orphans)), held, next };
}

/** What was not taken is held by somebody else, or is about a leg that is not on record. */
async function sortOut(
  tx: Queryable,
  receipts: readonly ReceivedReceipt[],
  taken: readonly TakenReceipt[],
): Promise<{ held: ReceivedReceipt[]; orphans: ReceivedReceipt[] }> {
  if (taken.length === receipts.length) return { held: [], orphans: [] };
  const known = new Set(taken.map((each) => each.receipt));
  const rest = receipts.filter((receipt) => !known.has(receipt));
  const existing = new Set((await existingLegs(tx, rest)).map(legKey));
  return {
    held: rest.filter((receipt) => existing.has(legKey(receipt))),
    orphans: rest.filter((receipt) => !existing.has(legKey(receipt))),
  };
}

async function foldMessages(tx: Queryable, fresh: readonly TakenReceipt[]): Promise<FoldedMessage[]> {
  const legs = [...new Map(fresh.map(({ leg }) => [legKey(leg), leg])).values()];
  const others = await furtherLegs(tx, legs);
  const legsOf = groupByMessage(legs);
  return [...groupByMessage(fresh.map((each) => each.receipt))].map(([messageId, own]) =>
    foldReceipts(legsOf.get(messageId) ?? [], others.get(messageId) ?? NO_OTHERS, own),
  );
}

const NO_OTHERS: ReadonlyMap<number, LegStatus> = new Map();

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
  await updateLegsAndMessages(
    tx,
    folded.flatMap((each) => each.legs),
    folded.map((each) => each.message).filter(present),
  );
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
