/** What the debtor is about to pay. */
export interface PaymentRequest {
  /** Our reference; comes back with the webhook and makes the payment idempotent. */
  reference: string;
  amountMinor: number;
  currency: string;
  /** Shown by the payment page: creditor and case number, nothing more. */
  description: string;
  language: string;
  successUrl: string;
  cancelUrl: string;
}

export interface PaymentSession {
  providerRef: string;
  /** Where the debtor goes to pay. */
  url: string;
}

/** One payment fact from a provider's verified webhook. */
export interface PaymentNotice {
  eventId: string;
  reference: string;
  amountMinor: number;
  currency: string;
  /** Calendar date of the payment, YYYY-MM-DD. */
  paidOn: string;
}

/**
 * What a webhook is: a payment; 'forged', refused since its signature does not hold (I7); or 'unreadable', signed by
 * the provider and no payment that we could book, such as another kind of event.
 */
export type PaymentReading = PaymentNotice | 'forged' | 'unreadable';

/** Opens payment pages and reads the provider's webhooks. */
export abstract class PaymentProvider {
  abstract readonly provider: string;
  /** Origins of its payment pages (`https://pay.example`) where they are not ours; the portal lets forms lead there. */
  readonly pageOrigins?: readonly string[];
  /**
   * Asking again for the same reference opens no second page.
   * @throws when there is no page to lead to, whatever the reason, and nothing personal in its words; the portal then
   * says so and offers the bank transfer
   */
  abstract open(request: PaymentRequest): Promise<PaymentSession>;
  /** Verifies and reads a webhook. Never throws: whatever came becomes a reading. */
  abstract read(rawBody: Buffer, headers: Record<string, string | undefined>): PaymentReading;
}
