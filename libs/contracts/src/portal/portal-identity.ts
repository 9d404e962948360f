import type { PortalLink } from './portal-link.js';

/** What a debtor's answers are compared with, for one case that a link covers. Personal. */
export interface IdentityFacts {
  caseId: string;
  caseRef: string;
  postcode: string | null;
  /** YYYY-MM-DD. */
  birthDate: string | null;
  /** Of a company known by its NIP, the keyed hash of that; null of everybody else. */
  nipKey: Buffer | null;
}

/** At most `tries` within `windowMs`. */
export interface TryLimit {
  tries: number;
  windowMs: number;
}

/** Whose tries are counted together: those on one link, or those on all links of one person. */
export interface TryCounter {
  kind: 'link' | 'person';
  key: Buffer;
  limits: readonly TryLimit[];
}

export type TryOutcome =
  | { allowed: true }
  /** Machine instant (epoch ms) from which another try is allowed. */
  | { allowed: false; retryAt: number };

/** The identity check's memory, shared by all processes. */
export abstract class PortalIdentity {
  abstract facts(link: PortalLink): Promise<IdentityFacts[]>;
  /**
   * Counts a try before its answer is known, so that tries made at once cannot slip past the limit together.
   * Nothing is counted when any limit is reached already.
   * @param now machine instant, epoch ms
   */
  abstract countTry(counters: readonly TryCounter[], now: number): Promise<TryOutcome>;
  /** Takes the latest try back, because it was right. */
  abstract forgiveTry(counters: readonly TryCounter[]): Promise<void>;
}
