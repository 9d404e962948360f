import type { PortalCase, PortalPaymentSession } from '#contracts';
import type { Wording } from '../language/wording.js';

/** What is known of a payment when the debtor comes back: nothing at all without their session. */
export type PaymentTold =
  | { told: 'neutral' }
  | { told: PortalPaymentSession['status']; session: PortalPaymentSession; record: PortalCase };

/** @param at path of this page below the link */
export function tellPayment(payment: PaymentTold, wording: Wording, base: string, at: string) {
  if (payment.told === 'neutral') {
    return {
      title: wording.t('paid.neutral.title'),
      lines: [wording.t('paid.neutral.text')],
      action: { href: base, label: wording.t('landing.title'), primary: true },
      back: false,
    };
  }
  const { session, record } = payment;
  const amount = wording.money(session.amountMinor, session.currency);
  const toCase = (label: string) => ({ href: `${base}/case`, label, primary: true });
  switch (payment.told) {
    case 'paid':
      return {
        title: wording.t('paid.received.title'),
        lines: [wording.t('paid.received.text', { amount }), whatIsLeft(record, wording)],
        action: toCase(wording.t('page.backToCase')),
        back: false,
      };
    case 'cancelled':
      return {
        title: wording.t('paid.cancelled.title'),
        lines: [wording.t('paid.cancelled.text', { amount })],
        action: toCase(wording.t('page.backToCase')),
        back: false,
      };
    case 'open':
      return {
        title: wording.t('paid.open.title'),
        lines: [wording.t('paid.open.text', { amount })],
        action: { href: base + at, label: wording.t('paid.open.again'), primary: true },
        back: true,
      };
  }
}

function whatIsLeft(record: PortalCase, wording: Wording): string {
  if (record.balanceMinor <= 0) return wording.t('paid.received.nothing');
  return wording.t('paid.received.rest', { balance: wording.money(record.balanceMinor, record.currency) });
}
