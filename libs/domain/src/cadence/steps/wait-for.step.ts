import { z } from 'zod';
import type { CaseFacts } from '../case-facts.js';
import type { AwaitedEvent } from '../enrolment-state.js';
import { keySchema, momentSchema, spanSchema } from '../schema-parts.js';
import { compileSpan } from '../spans.js';
import { defineStep, nextStep, stepBase } from '../step-type.js';

/** When the event last happened (epoch ms); null for never. */
const lastOf = {
  response: (facts: CaseFacts) => facts.lastResponseAt,
  payment: (facts: CaseFacts) => facts.lastPaymentAt ?? null,
  delivery: ({ lastMessage }: CaseFacts) => (lastMessage?.state === 'delivered' ? Infinity : null),
} as const satisfies Partial<Record<AwaitedEvent, (facts: CaseFacts) => number | null>>;

const events = Object.keys(lastOf) as (keyof typeof lastOf)[];

const schema = z
  .strictObject({
    type: z.literal('wait-for'),
    ...stepBase,
    ...nextStep,
    at: momentSchema.optional().describe('When the wait begins; as soon as it is reached when absent.'),
    event: z
      .enum(events)
      .describe(
        'A response or a payment (also of a part) after the wait began, or the delivery of the message before it.',
      ),
    within: spanSchema.describe('Waits so long at most.'),
    then: keySchema.describe('Step that follows when it happened in time; the usual way when it did not.'),
  })
  .describe('Waits for something to happen, and goes elsewhere when it does.');

export const waitForStep = defineStep({
  schema,
  moment: (step) => step.at,
  fallsThrough: () => true,
  targets: (step) => [{ path: ['then'], key: step.then }],
  compile: (step, flow) => {
    const happened = lastOf[step.event];
    const to = flow.positionOf(step.then);
    const end = compileSpan(step.within, flow.country, flow.calendar);
    return {
      run: ({ facts, zone, now }, dueSince) => {
        if ((happened(facts) ?? -Infinity) >= dueSince) return { does: 'pass', to };
        const timeoutAt = end(dueSince, zone);
        if (now < timeoutAt) return { does: 'await', event: step.event, timeoutAt };
        return { does: 'pass', to: flow.following };
      },
    };
  },
});
