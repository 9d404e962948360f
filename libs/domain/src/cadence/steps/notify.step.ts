import { z } from 'zod';
import { keySchema, momentSchema } from '../schema-parts.js';
import { defineStep, nextStep, stepBase } from '../step-type.js';

const schema = z
  .strictObject({
    type: z.literal('notify'),
    ...stepBase,
    ...nextStep,
    at: momentSchema.optional(),
    reason: keySchema.describe('What the mail says that it is about, such as "overdue-invoices".'),
  })
  .describe(
    'Mails the account manager of the case, who is an agent. The debtor hears nothing of it, it counts as no contact, and nothing waits for it.',
  );

export const notifyStep = defineStep({
  schema,
  moment: (step) => step.at,
  fallsThrough: () => true,
  compile: (step, flow) => ({
    run: ({ occurrence }) => ({
      does: 'pass',
      to: flow.following,
      effect: { kind: 'notify', stepKey: step.key, occurrence, reason: step.reason },
    }),
  }),
});
