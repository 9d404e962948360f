import type { SealedSecond } from '#domain';

/** Where a chain of seals stops holding. */
export interface SealBreak {
  creditorId: string;
  /** The second of machine time, epoch seconds. */
  second: number;
  fault:
    /** A decision was changed, added or removed after it was sealed. */
    | 'decisions-changed'
    /** The seal itself was changed. */
    | 'seal-changed'
    /** The seal before it was changed or removed. */
    | 'chain-broken'
    /** Decisions that ought to be sealed by now have no seal. */
    | 'seal-missing'
    /** A seal that was noted elsewhere is not there any more, or another stands in its place. */
    | 'anchored-seal-missing'
    /** The decisions were archived, and the archive that was given does not have them. */
    | 'archive-missing';
}

/** A creditor's newest seal: kept elsewhere, it proves later that nothing was cut off. second in epoch seconds, hash in hex. */
export interface SealHead {
  creditorId: string;
  second: number;
  hash: string;
}

export interface SealAudit {
  seals: number;
  /** Those that were checked against their seal; with an archive, its own too. */
  decisions: number;
  /** Those that are archived and were not given: of these the seals hold, and nothing else is known. */
  archived: number;
  /** The first, in time; null when all hold. */
  firstBreak: SealBreak | null;
  /** The newest seal of each creditor that holds. */
  heads: SealHead[];
}

/** Decisions that are in no database any more. */
export abstract class DecisionArchive {
  /**
   * Reads on: whole seconds that were not given yet, in the order of time, up to and without one (epoch seconds).
   * @throws PlainError when the archive cannot be read
   */
  abstract readTo(second: number): Promise<SealedSecond[]>;
}

/** Seals over contact decisions (I3). */
export abstract class SealStore {
  /**
   * Seals the earliest seconds that can get no more decisions. One process at a time; the others do nothing.
   * True when there may be more to seal.
   */
  abstract sealDue(): Promise<boolean>;
  /**
   * Walks all seals and decisions from the first. Changes nothing.
   * @param anchors heads of an earlier audit, which must still be there
   * @param archive has the decisions that were archived; without it their seals are checked alone
   */
  abstract verify(anchors?: readonly SealHead[], archive?: DecisionArchive): Promise<SealAudit>;
}
