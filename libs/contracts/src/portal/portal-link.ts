/**
 * What a deep link leads to: one leg of one message, and through it the debtor's cases at one creditor.
 * Personal; lives in memory for one request.
 */
export interface PortalLink {
  /** Keyed hash of the link's token; the token itself is never stored. */
  linkHash: Buffer;
  shard: number;
  messageId: string;
  legNo: number;
  personId: string;
  creditorId: string;
  /** The cases that the message covers; identity decides which of them is shown. */
  caseIds: string[];
  channel: string;
  /** Null when the contact point is no longer known. */
  contactPointId: string | null;
  language: string;
}

/** Who seems to have followed a link. Scanners and mail proxies count apart from people (I5). */
export type AgentClass = 'person' | 'scanner' | 'mail_proxy';

export type VisitKind = 'landing' | 'case' | 'paid' | 'stop' | 'unsubscribe' | 'wrong_person';

/** One GET on a deep link. Holds no address and no user agent. */
export interface PortalVisit {
  messageId: string;
  caseId: string | null;
  kind: VisitKind;
  agentClass: AgentClass;
  /** Business instant, epoch milliseconds. */
  at: number;
}

/** Finds what deep links lead to, and keeps count of who followed them. */
export abstract class PortalLinks {
  /**
   * Null for a link that is unknown or older than it may be; the two take the same time and look the same.
   * @param renderedSince business instant (epoch ms) before which links have expired
   */
  abstract find(linkHash: Buffer, renderedSince: number): Promise<PortalLink | null>;
  abstract recordVisit(visit: PortalVisit): Promise<void>;
}
