import { z } from 'zod';

const minor = z.int().describe('Minor units of the currency.');
const date = z.iso.date();

/** What was owed on the day on which a case was handed off; kept as it was told. */
export const handOffFiguresSchema = z.object({
  case: z.string().describe('The creditor’s number of the case.'),
  title: z.string().describe('What the debt is for.'),
  creditor: z.object({ ref: z.string(), name: z.string() }),
  currency: z.string().length(3),
  dueDate: date,
  principalMinor: minor,
  interestMinor: minor,
  costsMinor: minor,
  balanceMinor: minor.describe('The three together: what is still owed.'),
  stage: z.string().nullable(),
});
export type HandOffFigures = z.infer<typeof handOffFiguresSchema>;

/** Who owes it, read when it is told and kept nowhere else. */
export const handOffDebtorSchema = z.object({
  kind: z.enum(['consumer', 'business']),
  name: z.string(),
  street: z.string().nullable(),
  postcode: z.string().nullable(),
  city: z.string().nullable(),
  country: z.string(),
  language: z.string(),
});
export type HandOffDebtor = z.infer<typeof handOffDebtorSchema>;

/** The body of a hand-off’s webhook. Its `webhook-id` is the hand-off’s id, the same at every try. */
export const handOffWebhookSchema = z.object({
  type: z.literal('case.handed_off'),
  timestamp: z.iso.datetime().describe('Business instant at which it was given out.'),
  data: z.object({
    handOff: z.uuid(),
    to: z.string().describe('Key of the destination.'),
    campaign: z.string(),
    step: z.string(),
    approvedBy: z.string().nullable().describe('Who approved it; null where the campaign asks nobody.'),
    approvedAt: z.iso.datetime().nullable(),
    figures: handOffFiguresSchema,
    debtor: handOffDebtorSchema,
  }),
});
export type HandOffWebhook = z.infer<typeof handOffWebhookSchema>;
