import { z } from 'zod';
import { attributeNameSchema } from '../attribute-condition.js';
import { waitableDates } from '../case-facts.js';
import { momentSchema, spanSchema, timeSchema } from '../schema-parts.js';
import { compileSpan } from '../spans.js';
import { defineStep, nextStep, stepBase, type StepBehaviour, type StepFault } from '../step-type.js';
import { compileDate } from '../waits/date-wait.js';
import { compileWindow } from '../waits/window-wait.js';

const dateSchema = z.strictObject({
  date: z.enum(waitableDates).optional(),
  attribute: attributeNameSchema.optional(),
  days: z.int().min(-365).max(365).optional(),
  businessDays: z.int().min(-60).max(60).optional(),
  time: timeSchema,
});

const windowSchema = z.strictObject({
  from: timeSchema,
  to: timeSchema,
  businessDays: z.boolean().default(false),
});

const schema = z
  .strictObject({
    type: z.literal('wait'),
    ...stepBase,
    ...nextStep,
    at: momentSchema.optional().describe('Waits until so many days past due.'),
    for: spanSchema.optional().describe('Waits so long after the step before.'),
    until: dateSchema
      .optional()
      .describe(
        `Waits until a date of the case (\`date\`: ${waitableDates.join(', ')}) or one that the creditor gives as an attribute (\`attribute\`, written 2026-12-31 or 31.12.2026), or so many \`days\` or \`businessDays\` after it (before it, when negative), at a local time. A date that the case lacks is not waited for.`,
      ),
    window: windowSchema
      .optional()
      .describe(
        'Waits until the local time lies between `from` and `to`, on any day or on `businessDays` alone; goes on at once where it does.',
      ),
  })
  .describe('Lets time pass; exactly one of at, for, until and window.');
type WaitStep = z.infer<typeof schema>;

export const waitStep = defineStep({
  schema,
  moment: (step) => step.at,
  fallsThrough: () => true,
  faults: waitFaults,
  readsDates: (step) => step.until?.date !== undefined && step.until.date !== 'dueDate',
  compile: (step, flow) => {
    const run: StepBehaviour['run'] = () => ({ does: 'pass', to: flow.following });
    if (step.for !== undefined) {
      const end = compileSpan(step.for, flow.country, flow.calendar);
      return { dueAt: ({ zone }, enteredAt) => end(enteredAt, zone), run };
    }
    if (step.window !== undefined) {
      const opening = compileWindow(step.window, flow.country, flow.calendar);
      // Whoever looks too late, after a hold or an outage, waits for the next one.
      return { dueAt: ({ zone, now }, enteredAt) => opening(Math.max(enteredAt, now), zone), run };
    }
    if (step.until === undefined) return { run };
    const dateOf = compileDate(step.until, flow.country, flow.calendar);
    return { dueAt: (moment, enteredAt) => dateOf(moment) ?? enteredAt, run };
  },
});

function waitFaults({ at, for: span, until, window }: WaitStep): StepFault[] {
  if ([at, span, until, window].filter((given) => given !== undefined).length !== 1) {
    return [{ path: [], message: 'a wait takes exactly one of "at", "for", "until" and "window"' }];
  }
  const faults: StepFault[] = [];
  if (until !== undefined && (until.date === undefined) === (until.attribute === undefined))
    faults.push({ path: ['until'], message: 'name either a "date" or an "attribute"' });
  if (until?.days !== undefined && until.businessDays !== undefined)
    faults.push({
      path: ['until', 'businessDays'],
      message: '"days" and "businessDays" exclude one another',
    });
  if (window !== undefined && window.from >= window.to)
    faults.push({
      path: ['window', 'to'],
      message: 'the window ends before it begins; it lies within one day',
    });
  return faults;
}
