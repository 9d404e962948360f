import type { SealBreak, SealHead } from '#contracts';
import {
  archivedMark,
  chainSeal,
  decisionLeaf,
  FIRST_SEAL,
  type HashKey,
  merkleRoot,
  type SealedSecond,
} from '#domain';
import type { StoredSeal } from './seals.sql.js';

const keyOf = (of: { creditorId: string; second: number }): string => `${of.second} ${of.creditorId}`;

/** Seconds of the database and of the archive, by time; what is in both counts as the database has it. */
export function together(stored: readonly SealedSecond[], archived: readonly SealedSecond[]): SealedSecond[] {
  const known = new Set(stored.map(keyOf));
  return [...stored, ...archived.filter((each) => !known.has(keyOf(each)))].sort(
    (a, b) => a.second - b.second,
  );
}

/** How many decisions these seals cover that are marked as archived and are not there. */
export function archivedIn(seals: readonly StoredSeal[], seconds: readonly SealedSecond[]): number {
  const there = new Set(seconds.map(keyOf));
  const gone = seals.filter((seal) => seal.archived !== null && !there.has(keyOf(seal)));
  return gone.reduce((sum, seal) => sum + seal.decisions, 0);
}

/** One stretch of time as it is stored. */
export interface Stretch {
  readonly key: HashKey;
  readonly seals: readonly StoredSeal[];
  readonly seconds: readonly SealedSecond[];
  /** Whether the seconds hold what was archived, too. */
  readonly archiveGiven: boolean;
}

/**
 * Checks one stretch of time.
 * @param latest each creditor's last seal so far; carried on from stretch to stretch
 */
export function firstBreak(stretch: Stretch, latest: Map<string, SealHead>): SealBreak | null {
  const { seals, seconds } = stretch;
  const decided = new Map(seconds.map((each) => [keyOf(each), each]));
  const sealed = new Set(seals.map(keyOf));
  const unsealed = seconds.find((each) => !sealed.has(keyOf(each)));
  for (const seal of seals) {
    if (unsealed && unsealed.second < seal.second) break;
    const fault = faultOf(stretch, seal, decided.get(keyOf(seal)), previousOf(latest.get(seal.creditorId)));
    if (fault) return { creditorId: seal.creditorId, second: seal.second, fault };
    latest.set(seal.creditorId, {
      creditorId: seal.creditorId,
      second: seal.second,
      hash: seal.hash.toString('hex'),
    });
  }
  return unsealed
    ? { creditorId: unsealed.creditorId, second: unsealed.second, fault: 'seal-missing' }
    : null;
}

function previousOf(head: SealHead | undefined): Buffer {
  return head ? Buffer.from(head.hash, 'hex') : FIRST_SEAL;
}

function faultOf(
  { key, archiveGiven }: Stretch,
  seal: StoredSeal,
  decided: SealedSecond | undefined,
  previous: Buffer,
): SealBreak['fault'] | null {
  if (!seal.previous.equals(previous)) return 'chain-broken';
  const expected = chainSeal(key, previous, seal.creditorId, seal.second, seal.root, seal.decisions);
  if (!seal.hash.equals(expected)) return 'seal-changed';
  if (decided === undefined && isArchived(key, seal)) return archiveGiven ? 'archive-missing' : null;
  const decisions = decided?.decisions ?? [];
  const intact =
    decisions.length === seal.decisions && merkleRoot(decisions.map(decisionLeaf)).equals(seal.root);
  return intact ? null : 'decisions-changed';
}

function isArchived(key: HashKey, seal: StoredSeal): boolean {
  return seal.archived !== null && seal.archived.equals(archivedMark(key, seal.hash));
}
