import { z } from 'zod';
import { parseIsoDate } from '../../calendar/civil-date.js';

const MARKS = ['V', 'K', 'L'] as const;

/** What a claim is for, as far as its term of limitation depends on it. */
export const limitationClaims = ['general', 'business', 'sale', 'services', 'carriage', 'judgment'] as const;
export type LimitationClaim = (typeof limitationClaims)[number];

const mark = z.enum(MARKS).describe('V seen in a public source, K general knowledge, L to be confirmed.');
const source = z.string().min(1);
const isoDate = z
  .string()
  .refine((text) => parseIsoDate(text) !== undefined, 'is no calendar date of the form YYYY-MM-DD');
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'is no month of the form YYYY-MM');

/** A decimal fraction that is whole in units of 1/perUnit: 5.25 percent as 525 hundredths. */
function decimal(perUnit: number, what: string) {
  return z
    .number()
    .nonnegative()
    .refine(
      (value) => Math.abs(value * perUnit - Math.round(value * perUnit)) < 1e-6,
      `has more digits than ${what}`,
    )
    .transform((value) => Math.round(value * perUnit));
}

/** Percent with at most two decimals, as hundredths of a percent. */
const percent = decimal(100, 'two decimals');

const tier = z.strictObject({
  euro: z.int().positive(),
  upTo: decimal(100, 'two decimals').optional().describe('Highest amount of the tier, itself included.'),
  below: decimal(100, 'two decimals').optional().describe('First amount above the tier.'),
});

/** A country's rates file; amounts come out in minor units, percents in hundredths, euro rates in ten-thousandths. */
export const lateRatesSchema = z.strictObject({
  country: z.string().length(2),
  currency: z.literal('PLN'),
  referenceRate: z.strictObject({
    confirmedThrough: isoDate,
    entries: z.array(z.strictObject({ from: isoDate, percent, mark, source })).min(1),
  }),
  businessInterest: z.strictObject({ points: percent, publicHealthPoints: percent, mark, source }),
  consumerInterest: z.strictObject({ points: percent, capFactor: z.int().positive(), mark, source }),
  compensation: z.strictObject({ mark, source, tiers: z.array(tier).min(1) }),
  limitation: z.strictObject({
    terms: z
      .array(
        z.strictObject({
          claim: z.enum(limitationClaims),
          dueFrom: isoDate.describe('Of claims that fell due on this day or later, until a later entry.'),
          years: z.int().positive(),
          endOfYear: z
            .boolean()
            .describe('Whether the term runs to the end of the calendar year in which it ends.'),
          mark,
          source,
        }),
      )
      .min(1),
  }),
  euroRate: z.strictObject({
    entries: z.array(z.strictObject({ month, pln: decimal(10_000, 'four decimals'), mark, source })),
  }),
});

export type LateRatesFile = z.infer<typeof lateRatesSchema>;
export type CertaintyMark = (typeof MARKS)[number];
