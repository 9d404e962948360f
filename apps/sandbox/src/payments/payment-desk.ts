import { randomBytes } from 'node:crypto';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Agenda } from '../agenda/agenda.js';
import { Dice } from '../agenda/dice.js';
import { Inbox } from '../inbox/inbox.js';
import { Journal } from '../inbox/journal.js';
import { INSISTENT } from '../outgoing/retry-plan.js';
import { timedSignature } from '../outgoing/signatures.js';
import { WebhookPoster } from '../outgoing/webhook-poster.js';
import { BusinessTime } from '../phone/business-time.js';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';
import type { NewSession, PaymentSession } from './payment-session.js';

/** Sessions kept; a payment page is used within minutes or never. */
const MOST_SESSIONS = 5_000;
/** Share of payments whose webhook comes twice. */
const REPEATED = 0.1;

interface PaymentWebhook {
  url: string;
  body: string;
}

/** The payment provider: sessions, and one signed webhook for each payment, insisted on until it is accepted. */
@Injectable()
export class PaymentDesk implements OnModuleInit, BeforeApplicationShutdown {
  private readonly sessions = new Map<string, PaymentSession>();
  private readonly byIdempotencyKey = new Map<string, string>();
  private readonly journal: Journal<PaymentSession> | undefined;

  constructor(
    private readonly agenda: Agenda,
    private readonly dice: Dice,
    private readonly inbox: Inbox,
    private readonly poster: WebhookPoster,
    private readonly time: BusinessTime,
    @Inject(SANDBOX_OPTIONS) private readonly options: SandboxOptions,
  ) {
    this.journal = options.dataDir ? new Journal(options.dataDir, 'sandbox-payments.ndjson') : undefined;
    agenda.on<PaymentWebhook>('payment.webhook', (webhook) => void this.post(webhook));
  }

  async onModuleInit(): Promise<void> {
    if (!this.journal) return;
    for await (const session of this.journal.read()) this.keep(session);
    if (this.journal.lines > 2 * this.sessions.size + 200) await this.journal.rewrite(this.sessions.values());
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.journal?.flush();
  }

  /** Opens a session; the same idempotency key gets the session that it got before. */
  open(wanted: NewSession, idempotencyKey?: string): PaymentSession {
    const before = idempotencyKey ? this.find(this.byIdempotencyKey.get(idempotencyKey) ?? '') : undefined;
    if (before) return before;
    const id = `ps_${randomBytes(12).toString('hex')}`;
    const session: PaymentSession = { ...wanted, id, createdAt: Date.now(), status: 'open', paidAt: null };
    this.save(session);
    if (idempotencyKey) this.byIdempotencyKey.set(idempotencyKey, id);
    return session;
  }

  find(id: string): PaymentSession | undefined {
    return this.sessions.get(id);
  }

  /** Pays an open session and reports it; paying twice is paying once. */
  pay(session: PaymentSession): void {
    if (session.status !== 'open') return;
    session.status = 'paid';
    session.paidAt = this.options.clock.now();
    this.save(session);
    this.inbox.count('paid');
    const webhook = {
      url:
        session.webhook_url ??
        this.options.paymentWebhookUrl ??
        `${this.options.publicUrl}/webhooks/payments/sandbox`,
      body: JSON.stringify(succeeded(session, this.time.isoOf(session.paidAt ?? this.options.clock.now()))),
    };
    this.agenda.plan('payment.webhook', 0, webhook);
    if (this.dice.chance(`repeated payment|${session.reference}`, REPEATED)) {
      this.agenda.plan('payment.webhook', 30_000, webhook);
    }
  }

  cancel(session: PaymentSession): void {
    if (session.status !== 'open') return;
    session.status = 'cancelled';
    this.save(session);
  }

  async reset(): Promise<void> {
    this.sessions.clear();
    this.byIdempotencyKey.clear();
    await this.journal?.erase();
  }

  private async post({ url, body }: PaymentWebhook): Promise<void> {
    await this.poster.post({
      url,
      body,
      headers: () => ({
        'content-type': 'application/json',
        'dunlin-payment-signature': timedSignature(this.options.paymentSecret, body, Date.now()),
      }),
      plan: INSISTENT,
    });
  }

  private save(session: PaymentSession): void {
    this.keep(session);
    this.journal?.append(session);
  }

  private keep(session: PaymentSession): void {
    this.sessions.set(session.id, session);
    if (this.sessions.size <= MOST_SESSIONS) return;
    const oldest = this.sessions.keys().next().value;
    if (oldest !== undefined) this.sessions.delete(oldest);
    if (this.byIdempotencyKey.size > MOST_SESSIONS) {
      const key = this.byIdempotencyKey.keys().next().value;
      if (key !== undefined) this.byIdempotencyKey.delete(key);
    }
  }
}

/** The event of a payment; its id stays the same however often it is sent. */
function succeeded(session: PaymentSession, paidAt: string): Record<string, unknown> {
  return {
    id: `evt_${session.id.slice(3)}`,
    type: 'payment.succeeded',
    data: {
      session: session.id,
      reference: session.reference,
      amount_minor: session.amount_minor,
      currency: session.currency,
      paid_at: paidAt,
    },
  };
}
