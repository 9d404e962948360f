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

/** Opens payment pages and reads the provider's webhooks. */
export abstract class PaymentProvider {
  abstract readonly provider: string;
  /** Origins of its payment pages (`https://pay.example`) where they are not ours; the portal lets forms lead there. */
  readonly pageOrigins?: readonly string[];
  /** Throws when the provider cannot be reached; the portal then says so and offers the bank transfer. */
  abstract open(request: PaymentRequest): Promise<PaymentSession>;
  /** Verifies and reads a webhook; null when the signature does not hold (a forged one is refused, I7). */
  abstract read(rawBody: Buffer, headers: Record<string, string | undefined>): PaymentNotice | null;
}
