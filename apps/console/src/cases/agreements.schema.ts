import { z } from 'zod';

const amountMinor = z.int().positive().describe('Minor units of the currency of the case.');

export const promiseRequest = z.strictObject({
  amount: z.union([amountMinor, z.literal('balance')]).describe('"balance": all that is owed.'),
  by: z.iso.date().describe("The day ends at midnight in the creditor's zone."),
  source: z.enum(['agent', 'voice', 'reply', 'portal']).default('agent').describe('How the debtor said so.'),
});
export type PromiseRequest = z.infer<typeof promiseRequest>;

export const instalmentsRequest = z
  .array(z.strictObject({ dueOn: z.iso.date(), amountMinor }))
  .min(1)
  .max(120)
  .describe('In the order of their dates; together no more than is owed.');

export const planRequest = z.strictObject({
  ref: z.string().min(1).max(64).nullable().default(null).describe("The creditor's own number of the plan."),
  currency: z.string().optional().describe("The case's when absent."),
  instalments: instalmentsRequest,
});
export type PlanRequest = z.infer<typeof planRequest>;
