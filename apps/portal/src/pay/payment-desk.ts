import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { BusinessClock, Config, PaymentProvider, type PortalCase, PortalPayments } from '#contracts';
import { LOGGER, type Logger } from '#platform';
import type { KnownGuest } from '../http/guest.js';

/** How long the provider may take; after that another submission of the click may ask again. Machine time. */
const OPENING_MS = 12_000;
const LOOK_EVERY_MS = 100;

/** Crockford's base 32: nothing in it is taken for something else when read aloud. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Takes a debtor to the provider's page: once for each click, however often its form arrives. */
@Injectable()
export class PaymentDesk {
  constructor(
    @Inject(PortalPayments) private readonly payments: PortalPayments,
    @Inject(PaymentProvider) private readonly provider: PaymentProvider | null,
    @Inject(BusinessClock) private readonly clock: BusinessClock,
    @Inject(Config) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Whether debtors can pay online at all. */
  get online(): boolean {
    return this.provider !== null;
  }

  /**
   * The address of the page where this click is paid; null when there is no provider, or it cannot be reached.
   * @param nonce of the form; the same nonce and amount are the same click
   */
  async pageFor(
    guest: KnownGuest,
    record: PortalCase,
    amountMinor: number,
    nonce: string,
  ): Promise<string | null> {
    const { provider } = this;
    if (provider === null) return null;
    const session = await this.payments.begin({
      id: uuidv7(),
      caseId: record.id,
      messageId: guest.link.messageId,
      provider: provider.provider,
      reference: newReference(),
      amountMinor,
      currency: record.currency,
      clickKey: `${record.id}:${nonce}:${amountMinor}`,
      at: this.clock.now(),
    });
    const deadline = Date.now() + OPENING_MS;
    for (;;) {
      const current = await this.payments.find(session.id);
      if (current?.pageUrl) return current.pageUrl;
      if (await this.payments.claimOpening(session.id, Date.now(), OPENING_MS)) {
        return this.open(provider, guest, record, { ...session, amountMinor });
      }
      // Another submission of the same click is asking the provider.
      if (Date.now() > deadline) return null;
      await pause(LOOK_EVERY_MS);
    }
  }

  private async open(
    provider: PaymentProvider,
    { base, wording }: KnownGuest,
    record: PortalCase,
    session: { id: string; reference: string; amountMinor: number; currency: string },
  ): Promise<string | null> {
    const address = `${new URL(this.config.publicUrl).origin}${base}`;
    try {
      const page = await provider.open({
        reference: session.reference,
        amountMinor: session.amountMinor,
        currency: session.currency,
        description: `${record.creditor.name}, ${record.ref}`,
        language: wording.language,
        successUrl: `${address}/paid?s=${session.id}`,
        cancelUrl: `${address}/case?returned=1`,
      });
      await this.payments.opened(session.id, page.providerRef, page.url);
      return page.url;
    } catch (err) {
      this.logger.warn({ err, paymentSession: session.id }, 'the payment provider could not be reached');
      await this.payments.openingFailed(session.id);
      return null;
    }
  }
}

/** Seen by the debtor and on bank statements: `DN-` and eleven characters, 55 random bits. */
function newReference(): string {
  return `DN-${Array.from(randomBytes(11), (byte) => LETTERS[byte % 32]).join('')}`;
}
