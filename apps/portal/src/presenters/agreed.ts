import type { PortalCase } from '#contracts';
import type { Wording } from '../language/wording.js';

/** What the debtor has promised, or agreed to pay next, in a sentence; null while nothing stands. */
export function whatWasAgreed(record: PortalCase, wording: Wording): string | null {
  const { promise, instalment, currency } = record;
  if (instalment !== null) {
    const { number, of, leftMinor, dueOn } = instalment;
    const amount = wording.money(leftMinor, currency);
    return wording.t('agreed.plan', { number, of, amount, date: wording.date(dueOn) });
  }
  if (promise === null) return null;
  const amount = wording.money(promise.amountMinor, currency);
  return wording.t('agreed.promise', { amount, date: wording.date(promise.by) });
}
