/** Currencies that cases are kept in; each has a hundred minor units. */
export const currencies = [
  'PLN',
  'EUR',
  'USD',
  'GBP',
  'UAH',
  'CZK',
  'CHF',
  'SEK',
  'NOK',
  'DKK',
  'RON',
  'HUF',
] as const;

export type Currency = (typeof currencies)[number];

/** Minor units in one major unit, the same for every currency above. */
export const MINOR_PER_MAJOR = 100;

/** An amount: whole minor units (grosze, cents) of a currency; never a fraction. */
export interface Money {
  readonly minor: number;
  readonly currency: Currency;
}

export function isCurrency(text: string): text is Currency {
  return (currencies as readonly string[]).includes(text);
}

/** @throws RangeError unless the amount is a whole number of minor units within exact range */
export function requireMinor(minor: number): number {
  if (!Number.isSafeInteger(minor)) throw new RangeError('an amount must be a whole number of minor units');
  return minor;
}
