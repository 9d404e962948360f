import { z } from 'zod';
import { requireIsoDate } from '../../calendar/civil-date.js';
import { waitableDates } from '../case-facts.js';
import { minuteOfDay, momentSchema, spanSchema, timeSchema } from '../schema-parts.js';
import { compileSpan } from '../spans.js';
import { defineStep, nextStep, stepBase, type StepBehaviour } from '../step-type.js';

const schema = z
  .strictObject({
    type: z.literal('wait'),
    ...stepBase,
    ...nextStep,
    at: momentSchema.optional().describe('Waits until so many days past due.'),
    for: spanSchema.optional().describe('Waits so long after the step before.'),
    until: z
      .strictObject({ date: z.enum(waitableDates), time: timeSchema })
      .optional()
      .describe('Waits until a date of the case; a date that the case lacks is not waited for.'),
  })
  .describe('Lets time pass; exactly one of at, for and until.');

export const waitStep = defineStep({
  schema,
  moment: (step) => step.at,
  fallsThrough: () => true,
  faults: (step) =>
    [step.at, step.for, step.until].filter((given) => given !== undefined).length === 1
      ? []
      : [{ path: [], message: 'a wait takes exactly one of "at", "for" and "until"' }],
  compile: (step, flow) => {
    const run: StepBehaviour['run'] = () => ({ does: 'pass', to: flow.following });
    if (step.for !== undefined) {
      const end = compileSpan(step.for, flow.country, flow.calendar);
      return { dueAt: ({ zone }, enteredAt) => end(enteredAt, zone), run };
    }
    if (step.until === undefined) return { run };
    const { date } = step.until;
    const minute = minuteOfDay(step.until.time);
    return {
      dueAt: ({ facts, zone }, enteredAt) => {
        const day = date === 'dueDate' ? facts.dueDate : facts.dates?.[date];
        return day ? flow.calendar.instantAt(requireIsoDate(day), minute, zone) : enteredAt;
      },
      run,
    };
  },
});
