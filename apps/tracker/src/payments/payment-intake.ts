import { Inject, Injectable } from '@nestjs/common';
import { Desk, pay } from '#casework';
import { type PaymentNotice, PaymentSessions } from '#contracts';

/** Money that a provider reports, booked on the case that the page was opened for. */
@Injectable()
export class PaymentIntake {
  constructor(
    @Inject(Desk) private readonly desk: Desk,
    @Inject(PaymentSessions) private readonly sessions: PaymentSessions,
  ) {}

  /** False when no page was opened under the reference. Safe to repeat: the reference is booked once. */
  async take(provider: string, notice: PaymentNotice): Promise<boolean> {
    const opened = await this.sessions.find(provider, notice.reference);
    if (opened === null) return false;
    const result = await pay(this.desk, {
      ...opened,
      reference: notice.reference,
      amountMinor: notice.amountMinor,
      currency: notice.currency,
      paidOn: notice.paidOn,
      source: 'webhook',
      actor: `provider:${provider}`,
    });
    if (result.kind === 'notFound') return false;
    await this.sessions.markPaid(provider, notice.reference);
    return true;
  }
}
