import { z } from 'zod';
import { keySchema } from '../schema-parts.js';
import { defineStep, stepBase } from '../step-type.js';

const schema = z
  .strictObject({
    type: z.literal('end'),
    ...stepBase,
    reason: keySchema.default('completed').describe('Recorded as the reason why the enrolment ended.'),
  })
  .describe('Ends the enrolment.');

export const endStep = defineStep({
  schema,
  fallsThrough: () => false,
  compile: (step) => ({ run: () => ({ does: 'end', reason: step.reason }) }),
});
