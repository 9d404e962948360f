/** A payment that a debtor began. */
export interface PortalPaymentSession {
  id: string;
  caseId: string;
  reference: string;
  amountMinor: number;
  currency: string;
  status: 'open' | 'paid' | 'cancelled';
  /** The provider's page; null until the provider answered. */
  pageUrl: string | null;
}

export interface NewPaymentSession {
  id: string;
  caseId: string;
  messageId: string;
  provider: string;
  reference: string;
  amountMinor: number;
  currency: string;
  /** One click of one form: a second submission of it finds the first's payment. */
  clickKey: string;
  /** Business instant, epoch ms. */
  at: number;
}

export abstract class PortalPayments {
  /** The session of this click: a new one, or the one that an earlier submission of the same click made. */
  abstract begin(session: NewPaymentSession): Promise<PortalPaymentSession>;
  /**
   * Takes the right to ask the provider for a page, for `leaseMs` of machine time; false when another request
   * holds it or the page is there already.
   */
  abstract claimOpening(id: string, now: number, leaseMs: number): Promise<boolean>;
  abstract opened(id: string, providerRef: string, pageUrl: string): Promise<void>;
  /** Gives the right back after the provider could not be reached, so that the debtor may try again at once. */
  abstract openingFailed(id: string): Promise<void>;
  abstract find(id: string): Promise<PortalPaymentSession | null>;
}
