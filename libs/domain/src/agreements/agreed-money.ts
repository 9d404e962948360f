/** One payment, as far as the case took it. */
export interface DatedAmount {
  /** ISO date on which it was paid, whenever it was booked. */
  readonly paidOn: string;
  /** Minor units. */
  readonly amountMinor: number;
}

/**
 * What was paid on a case since something was agreed. `paidMinor` is the case's own count, so that money which was
 * placed late or moved counts when it pays the case down, as does what its creditor lowered the debt by; `payments` only
 * say how much of it came after a day.
 */
export interface AgreedMoney {
  readonly paidMinor: number;
  /** Payments of the case, in any order; those from before the agreement do no harm. */
  readonly payments: readonly DatedAmount[];
}

/** How much of it was paid by the end of a day (ISO date), in minor units. */
export function paidBy({ paidMinor, payments }: AgreedMoney, day: string): number {
  let later = 0;
  for (const { paidOn, amountMinor } of payments) if (paidOn > day) later += amountMinor;
  return Math.max(0, paidMinor - later);
}
