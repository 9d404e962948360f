import { currencies, parseAmount } from '#domain';
import { z } from 'zod';

const amountSchema = z.string().transform((typed, context) => {
  const parsed = parseAmount(typed);
  if (parsed.ok && parsed.minor > 0) return parsed.minor;
  context.addIssue({ code: 'custom', message: `is no amount above zero; write it like '50.00'` });
  return z.NEVER;
});

/** One file of campaigns/options: what the debtors of some portfolios may choose. */
export const optionsSchema = z.strictObject({
  key: z.string().min(1),
  /** `creditor ref/portfolio ref`; left out in the file that serves all others. */
  portfolios: z
    .array(z.string().regex(/^[^/]+\/[^/]+$/, `looks like 'creditor-ref/portfolio-ref'`))
    .min(1)
    .optional(),
  part_payment: z.strictObject({
    /** Minor units by currency. */
    minimum: z.partialRecord(z.enum(currencies), amountSchema),
    /** Share of the balance, 0 to 1. */
    minimum_share: z.number().min(0).max(1).default(0),
  }),
  message_limit: z.int().min(100).max(10_000).default(2000),
});

export type PortalOptions = z.infer<typeof optionsSchema>;
