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
    | 'seal-missing';
}

export interface SealAudit {
  seals: number;
  decisions: number;
  /** The first, in time; null when all hold. */
  firstBreak: SealBreak | null;
}

/** Seals over contact decisions (I3). */
export abstract class SealStore {
  /**
   * Seals the earliest seconds that can get no more decisions. One process at a time; the others do nothing.
   * True when there may be more to seal.
   */
  abstract sealDue(): Promise<boolean>;
  /** Walks all seals and decisions from the first. Changes nothing. */
  abstract verify(): Promise<SealAudit>;
}
