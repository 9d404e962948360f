import { z } from 'zod';
import { keySchema, momentSchema } from '../schema-parts.js';
import { defineStep, nextStep, stepBase } from '../step-type.js';

/** A parked case is looked at again at the close of the day on which an agent should have answered. */
const CLOSE_OF_BUSINESS_MINUTE = 17 * 60;

const schema = z
  .strictObject({
    type: z.literal('escalate'),
    ...stepBase,
    ...nextStep,
    at: momentSchema.optional(),
    queue: keySchema.describe('Queue of the agents who take it.'),
    skill: keySchema
      .optional()
      .describe('A label that whoever takes it must have, such as "instalments"; only those agents get it.'),
    priority: z.enum(['low', 'normal', 'high', 'urgent']).default('normal'),
    reason: keySchema.describe('Why an agent is needed, such as "no-response".'),
    sla: z.strictObject({ businessDays: z.int().min(1).max(60) }).describe('Time in which an agent answers.'),
  })
  .describe('Hands the case to an agent and parks all outreach until the agent is done.');

export const escalateStep = defineStep({
  schema,
  moment: (step) => step.at,
  fallsThrough: () => true,
  compile: (step, flow) => ({
    run: ({ zone, today, occurrence }) => {
      const answerDay = flow.calendar.addBusinessDays(today, step.sla.businessDays, flow.country);
      return {
        does: 'park',
        to: flow.following,
        reviewAt: flow.calendar.instantAt(answerDay, CLOSE_OF_BUSINESS_MINUTE, zone),
        effect: {
          kind: 'escalate',
          stepKey: step.key,
          occurrence,
          queue: step.queue,
          ...(step.skill === undefined ? {} : { skill: step.skill }),
          priority: step.priority,
          reason: step.reason,
          slaBusinessDays: step.sla.businessDays,
        },
      };
    },
  }),
});
