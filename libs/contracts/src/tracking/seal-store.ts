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
    | 'anchored-seal-missing';
}

/** A creditor's newest seal: kept elsewhere, it proves later that nothing was cut off. second in epoch seconds, hash in hex. */
export interface SealHead {
  creditorId: string;
  second: number;
  hash: string;
}

export interface SealAudit {
  seals: number;
  decisions: number;
  /** The first, in time; null when all hold. */
  firstBreak: SealBreak | null;
  /** The newest seal of each creditor that holds. */
  heads: SealHead[];
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
   */
  abstract verify(anchors?: readonly SealHead[]): Promise<SealAudit>;
}
