import type { PortalLink } from './portal-link.js';

/** A debtor who has shown who they are, for one case and one link. */
export interface PortalSession {
  caseId: string;
  personId: string;
  messageId: string;
  language: string;
}

export interface NewPortalSession {
  /** SHA-256 of the cookie's value, which is never stored. */
  tokenHash: Buffer;
  link: PortalLink;
  caseId: string;
  language: string;
  /** Machine instants, epoch ms. */
  now: number;
  expiresAt: number;
  /** Business instant of the visit, epoch ms. */
  at: number;
}

/** Sessions last by machine time (I10). */
export abstract class PortalSessions {
  /**
   * Opens a session and, in the same transaction, records the verified visit: an interaction that counts as a
   * response, a case event, and a wake-up of the enrolments of all cases that the message covers.
   */
  abstract open(session: NewPortalSession): Promise<void>;
  /** The session if it is alive, which it then is until `expiresAt`; null otherwise. */
  abstract touch(tokenHash: Buffer, now: number, expiresAt: number): Promise<PortalSession | null>;
  /** Goes on with another case of the same link; which of them may be chosen the caller has made sure of. */
  abstract choose(tokenHash: Buffer, caseId: string): Promise<void>;
  abstract close(tokenHash: Buffer): Promise<void>;
}
