import { z } from 'zod';
import { dateView, instantView, minorView } from './view-parts.schema.js';

/** A promise to pay as agents and managers read it. */
export const promiseView = z.object({
  id: z.uuid(),
  amountMinor: minorView,
  currency: z.string(),
  by: dateView.describe('The day that the debtor named.'),
  deadline: dateView.describe('Last day on which the money keeps it, days of grace included.'),
  source: z.enum(['voice', 'portal', 'agent', 'reply']),
  status: z.enum(['active', 'kept', 'broken', 'replaced', 'cancelled']),
  madeAt: instantView,
  keptAt: instantView.nullable(),
  brokenAt: instantView.nullable(),
  madeGoodAt: instantView.nullable().describe('When the money of a broken promise came after all.'),
  endReason: z.string().nullable(),
});

/** A plan of instalments as agents and managers read it. */
export const planView = z.object({
  id: z.uuid(),
  ref: z.string().nullable().describe("The creditor's own number of it."),
  totalMinor: minorView,
  currency: z.string(),
  status: z.enum(['active', 'completed', 'broken', 'replaced', 'cancelled']),
  agreedAt: instantView,
  completedAt: instantView.nullable(),
  brokenAt: instantView.nullable(),
  endReason: z.string().nullable(),
  instalments: z.array(
    z.object({
      number: z.int(),
      dueOn: dateView,
      amountMinor: minorView,
      paidAt: instantView.nullable(),
      noticedOn: dateView.nullable().describe('When the debtor was told that it is missing.'),
    }),
  ),
});
