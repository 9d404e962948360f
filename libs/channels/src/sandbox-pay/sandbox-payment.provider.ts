import { request } from 'undici';
import { z } from 'zod';
import {
  type Config,
  PaymentProvider,
  type PaymentNotice,
  type PaymentRequest,
  type PaymentSession,
} from '#contracts';
import { deriveKey } from '#domain';
import { isTimedSignature } from '../timed-signature.js';

const sessionSchema = z.object({ id: z.string().min(1), url: z.url() });

const noticeSchema = z.object({
  id: z.string().min(1),
  type: z.literal('payment.succeeded'),
  data: z.object({
    session: z.string().min(1),
    reference: z.string().min(1),
    amount_minor: z.int().positive(),
    currency: z.string().length(3),
    paid_at: z.string().regex(/^\d{4}-\d{2}-\d{2}/),
  }),
});

/** How long the debtor waits for a payment page before the bank transfer is offered instead. */
const TIMEOUT_MS = 5_000;

/** The sandbox's payment page: a hosted page and a signed webhook, as real providers have them. */
export class SandboxPaymentProvider extends PaymentProvider {
  readonly provider = 'sandbox';
  private readonly sessionsUrl: string;
  private readonly apiKey: string;
  private readonly webhookSecret: string;
  private readonly webhookUrl: string;

  constructor({
    paymentsUrl,
    publicUrl,
    secret,
  }: Pick<Config, 'publicUrl' | 'secret'> & { paymentsUrl: string }) {
    super();
    this.sessionsUrl = `${paymentsUrl}/sessions`;
    this.webhookUrl = `${publicUrl}/webhooks/payments/${this.provider}`;
    this.apiKey = deriveKey(secret, 'sandbox-payment-api').toString('hex');
    this.webhookSecret = deriveKey(secret, 'payment-webhook').toString('hex');
  }

  async open(payment: PaymentRequest): Promise<PaymentSession> {
    const { statusCode, body } = await request(this.sessionsUrl, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.apiKey}`,
        'content-type': 'application/json',
        'idempotency-key': payment.reference,
      },
      body: JSON.stringify({
        reference: payment.reference,
        amount_minor: payment.amountMinor,
        currency: payment.currency,
        description: payment.description,
        language: payment.language,
        success_url: payment.successUrl,
        cancel_url: payment.cancelUrl,
        webhook_url: this.webhookUrl,
      }),
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    });
    if (statusCode < 200 || statusCode >= 300) {
      await body.dump();
      throw new Error(`The payment provider answered ${statusCode}.`);
    }
    const session = sessionSchema.parse(await body.json());
    return { providerRef: session.id, url: session.url };
  }

  read(rawBody: Buffer, headers: Record<string, string | undefined>): PaymentNotice | null {
    if (!isTimedSignature(this.webhookSecret, rawBody, headers['dunlin-payment-signature'], Date.now()))
      return null;
    const { id, data } = noticeSchema.parse(JSON.parse(rawBody.toString('utf8')));
    return {
      eventId: id,
      reference: data.reference,
      amountMinor: data.amount_minor,
      currency: data.currency,
      paidOn: data.paid_at.slice(0, 10),
    };
  }
}
