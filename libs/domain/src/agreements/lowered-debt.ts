/** A debt as its creditor states it, whatever was paid of it to us; minor units. */
export interface StatedAmounts {
  readonly principalMinor: number;
  readonly interestMinor: number;
  readonly costsMinor: number;
}

/**
 * What a creditor lowered a debt by when it stated it anew, minor units. Whoever paid the creditor shows nowhere else, so
 * this counts as paid for what was agreed. Each part by itself: interest that grew takes nothing from principal that was
 * paid. A part that was raised counts for nothing, since nobody can tell a new charge from a payment that was taken back.
 */
export function loweredBy(before: StatedAmounts, after: StatedAmounts): number {
  const lowered = (part: keyof StatedAmounts) => Math.max(0, before[part] - after[part]);
  return lowered('principalMinor') + lowered('interestMinor') + lowered('costsMinor');
}
