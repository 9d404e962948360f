import { createHash, createHmac } from 'node:crypto';
import type { HashKey } from '../identity/keyed-hash.js';

/*
 * Seals over stored decisions: a Merkle tree over the decisions of one creditor in one second, its root
 * chained to the seal before under a key of the installation, so that whoever can write to the database alone cannot
 * seal anew what they changed. Leaves, inner nodes and chain links are hashed under different first bytes,
 * so that none can be passed off as another (as RFC 6962 does). A seal whose decisions were archived is marked
 * under the same key, so that nobody passes decisions off as archived that they deleted.
 */
const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);
const LINK = Buffer.from([2]);
const ARCHIVED = Buffer.from([3]);

/** What identifies a stored decision, what of it is shown and counted, and the exact text of its record. */
export interface SealedDecision {
  readonly decisionId: string;
  readonly messageId: string;
  readonly legNo: number;
  readonly outcome: string;
  readonly rule: string;
  /** Until when it was put off, or may leave; epoch seconds as written by the database, empty for never. */
  readonly until: string;
  /** The record as stored, byte for byte. */
  readonly record: string;
}

/** The decisions that one creditor's messages got within one second of machine time, in the order of their ids. */
export interface SealedSecond {
  readonly creditorId: string;
  /** Epoch seconds. */
  readonly second: number;
  readonly decisions: SealedDecision[];
}

function sha256(...parts: readonly (Buffer | string)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** The leaf of one stored decision; 32 bytes. No part but the last can hold a NUL, so none collide. */
export function decisionLeaf(of: SealedDecision): Buffer {
  const { decisionId, messageId, legNo, outcome, rule, until, record } = of;
  return sha256(LEAF, `${[decisionId, messageId, legNo, outcome, rule, until].join('\0')}\0`, record);
}

/** Root over the leaves in the order given; the hash of nothing when there are none. An odd node moves up. */
export function merkleRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return sha256(NODE);
  let level = leaves;
  while (level.length > 1) {
    const above: Buffer[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const left = level[i] as Buffer;
      const right = level[i + 1];
      above.push(right === undefined ? left : sha256(NODE, left, right));
    }
    level = above;
  }
  return level[0] as Buffer;
}

/** What a creditor's first seal is chained to. */
export const FIRST_SEAL = Buffer.alloc(32);

/**
 * The seal of one second of a creditor's decisions, chained to its seal before.
 * @param key the installation's for seals
 * @param second epoch seconds
 * @param count how many decisions the root covers
 */
export function chainSeal(
  key: HashKey,
  previousHash: Buffer,
  creditorId: string,
  second: number,
  root: Buffer,
  count: number,
): Buffer {
  const link = createHmac('sha256', key).update(LINK).update(previousHash);
  return link.update(`${creditorId}\0${second}\0${count}\0`).update(root).digest();
}

/** What a seal is marked with once its decisions are in an archive; from then on it holds without them. */
export function archivedMark(key: HashKey, sealHash: Buffer): Buffer {
  return createHmac('sha256', key).update(ARCHIVED).update(sealHash).digest();
}
