/** A payment page that was opened for a case. */
export interface OpenedPayment {
  caseId: string;
  creditorId: string;
}

/** What a payment provider's webhook is matched with. */
export abstract class PaymentSessions {
  /** By our reference; null when no page was opened under it. */
  abstract find(provider: string, reference: string): Promise<OpenedPayment | null>;
  abstract markPaid(provider: string, reference: string): Promise<void>;
}
