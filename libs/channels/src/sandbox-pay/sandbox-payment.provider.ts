import { request } from 'undici';
import { z } from 'zod';
import {
  type Config,
  PaymentProvider,
  type PaymentReading,
  type PaymentRequest,
  type PaymentSession,
} from '#contracts';
import { deriveKey } from '#domain';
import { isTimedSignature } from '../timed-signature.js';

/** Debtors are led to the page, so it is a page: an address of another kind could be a script. */
const sessionSchema = z.object({ id: z.string().min(1), url: z.url({ protocol: /^https?$/ }) });

const noticeSchema = z.object({
  id: z.string().min(1),
  type: z.literal('payment.succeeded'),
  data: z.object({
    session: z.string().min(1),
    reference: z.string().min(1),
    amount_minor: z.int().positive(),
    currency: z.string().length(3),
    paid_at: z.iso.datetime({ offset: true }),
  }),
});

/** How long the debtor waits for a payment page before the bank transfer is offered instead. */
const TIMEOUT_MS = 5_000;

export interface SandboxPaymentOptions {
  /** Until the whole answer is there, in milliseconds. */
  answerTimeoutMs?: number;
}

/** The sandbox's payment page: a hosted page and a signed webhook, as real providers have them. */
export class SandboxPaymentProvider extends PaymentProvider {
  readonly provider = 'sandbox';
  private readonly sessionsUrl: string;
  private readonly apiKey: string;
  private readonly webhookSecret: string;
  private readonly webhookUrl: string;

  private readonly answerTimeoutMs: number;

  constructor(
    { paymentsUrl, publicUrl, secret }: Pick<Config, 'publicUrl' | 'secret'> & { paymentsUrl: string },
    { answerTimeoutMs = TIMEOUT_MS }: SandboxPaymentOptions = {},
  ) {
    super();
    this.answerTimeoutMs = answerTimeoutMs;
    this.sessionsUrl = `${paymentsUrl}/sessions`;
    this.webhookUrl = `${publicUrl}/webhooks/payments/${this.provider}`;
    this.apiKey = deriveKey(secret, 'sandbox-payment-api').toString('hex');
    this.webhookSecret = deriveKey(secret, 'payment-webhook').toString('hex');
  }

  async open(payment: PaymentRequest): Promise<PaymentSession> {
    const session = sessionSchema.safeParse(await this.ask(payment));
    if (!session.success)
      throw new Error('The payment provider opened no page that anybody could be led to.');
    return { providerRef: session.data.id, url: session.data.url };
  }

  read(rawBody: Buffer, headers: Record<string, string | undefined>): PaymentReading {
    if (!isTimedSignature(this.webhookSecret, rawBody, headers['dunlin-payment-signature'], Date.now()))
      return 'forged';
    const notice = noticeSchema.safeParse(asJson(rawBody.toString('utf8')));
    if (!notice.success) return 'unreadable';
    const { id, data } = notice.data;
    return {
      eventId: id,
      reference: data.reference,
      amountMinor: data.amount_minor,
      currency: data.currency,
      paidOn: data.paid_at.slice(0, 10),
    };
  }

  /** What it answers, if that is JSON. Its words are kept out of errors: they may repeat what the debtor pays for. */
  private async ask(payment: PaymentRequest): Promise<unknown> {
    const { statusCode, body } = await request(this.sessionsUrl, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.apiKey}`,
        'content-type': 'application/json',
        'idempotency-key': payment.reference,
      },
      body: JSON.stringify(asWritten(payment, this.webhookUrl)),
      signal: AbortSignal.timeout(this.answerTimeoutMs),
    }).catch(unreachable);
    const text = await body.text().catch(unreachable);
    if (statusCode < 200 || statusCode >= 300)
      throw new Error(`The payment provider answered ${statusCode}.`);
    return asJson(text);
  }
}

function unreachable(error: unknown): never {
  const { code, name } = error as NodeJS.ErrnoException;
  throw new Error(`The payment provider gave no answer (${typeof code === 'string' ? code : name}).`);
}

function asWritten(payment: PaymentRequest, webhookUrl: string): Record<string, unknown> {
  return {
    reference: payment.reference,
    amount_minor: payment.amountMinor,
    currency: payment.currency,
    description: payment.description,
    language: payment.language,
    success_url: payment.successUrl,
    cancel_url: payment.cancelUrl,
    webhook_url: webhookUrl,
  };
}

/** Undefined for text that is none. */
function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
