import { z } from 'zod';
import type { AskedHandOff, CaseFacts } from '../case-facts.js';
import type { EscalateEffect } from '../effects.js';
import { keySchema, momentSchema } from '../schema-parts.js';
import {
  type CaseMoment,
  defineStep,
  type Flow,
  type KnownThings,
  nextStep,
  stepBase,
  type StepFault,
  type StepOutcome,
} from '../step-type.js';

/** Somebody decides before the close of the day on which they should have. */
const CLOSE_OF_BUSINESS_MINUTE = 17 * 60;

const schema = z
  .strictObject({
    type: z.literal('hand-off'),
    ...stepBase,
    ...nextStep,
    at: momentSchema.optional(),
    to: keySchema.describe('Destination, by the key of its file under campaigns/hand-offs.'),
    approval: z
      .boolean()
      .default(false)
      .describe('Whether it waits for a person to approve it; outreach is parked meanwhile.'),
    sla: z
      .strictObject({ businessDays: z.int().min(1).max(60) })
      .optional()
      .describe('Time in which a person decides; after it the hand-off lapses, and an agent gets the case.'),
    refused: keySchema
      .optional()
      .describe('Step that follows when it was refused, or has lapsed; the usual way when absent.'),
  })
  .describe(
    'Gives the case to somebody outside, once: a system told by a signed webhook, or a file that is exported.',
  );
type HandOffStep = z.infer<typeof schema>;

export const handOffStep = defineStep({
  schema,
  moment: (step) => step.at,
  fallsThrough: () => true,
  targets: (step) => (step.refused === undefined ? [] : [{ path: ['refused'], key: step.refused }]),
  faults: (step, known) => [
    ...destinationFaults(step, known),
    ...letterFaults(step, known),
    ...approvalFaults(step),
  ],
  compile: (step, flow) => {
    const { sla } = step;
    if (!step.approval || sla === undefined) {
      return {
        run: ({ occurrence }) => ({ does: 'pass', to: flow.following, effect: effectOf(step, occurrence) }),
      };
    }
    const refused = step.refused === undefined ? flow.following : flow.positionOf(step.refused);
    return {
      run: (moment) => {
        const asked = askedBy(step.key, moment.occurrence, moment.facts);
        if (asked === null) return ask(step, sla.businessDays, flow, moment);
        if (asked.state === 'approved') return { does: 'pass', to: flow.following };
        if (asked.state === 'refused') return { does: 'pass', to: refused };
        if (moment.now < asked.decideBy) {
          return { does: 'await', event: 'released', timeoutAt: asked.decideBy };
        }
        return lapsed(step, refused, flow, moment);
      },
    };
  },
});

function effectOf({ key, to }: HandOffStep, occurrence: number, decideBy: number | null = null) {
  return { kind: 'handOff', stepKey: key, occurrence, to, decideBy } as const;
}

function askedBy(stepKey: string, occurrence: number, { handOff }: CaseFacts): AskedHandOff | null {
  return handOff?.stepKey === stepKey && handOff.occurrence === occurrence ? handOff : null;
}

function ask(step: HandOffStep, businessDays: number, flow: Flow, moment: CaseMoment): StepOutcome {
  const decideBy = closeOfDay(businessDays, flow, moment);
  return { does: 'ask', effect: effectOf(step, moment.occurrence, decideBy), reviewAt: decideBy };
}

/** An agent looks at the case before anything else is said: nobody decided to go on with it either. */
function lapsed({ key }: HandOffStep, to: number, flow: Flow, moment: CaseMoment): StepOutcome {
  const { occurrence } = moment;
  const effect: EscalateEffect = {
    kind: 'escalate',
    stepKey: key,
    occurrence,
    queue: 'decisions',
    priority: 'high',
    reason: 'hand-off-overdue',
    slaBusinessDays: 1,
  };
  const reviewAt = closeOfDay(effect.slaBusinessDays, flow, moment);
  return { does: 'park', to, effect, reviewAt, lapse: { kind: 'lapse', stepKey: key, occurrence } };
}

function closeOfDay(businessDays: number, { calendar, country }: Flow, { today, zone }: CaseMoment): number {
  const day = calendar.addBusinessDays(today, businessDays, country);
  return calendar.instantAt(day, CLOSE_OF_BUSINESS_MINUTE, zone);
}

function destinationFaults({ to }: HandOffStep, { handOffs }: KnownThings): StepFault[] {
  if (handOffs === undefined || handOffs.has(to)) return [];
  const known =
    handOffs.size === 0 ? 'none; add a file under campaigns/hand-offs' : [...handOffs].sort().join(', ');
  return [{ path: ['to'], message: `unknown destination "${to}"; known: ${known}` }];
}

/** A letter is a contact that nothing takes back, and one without words is found missing only when it is to be printed. */
function letterFaults({ to, approval }: HandOffStep, { letterHandOffs, letters }: KnownThings): StepFault[] {
  const kinds = letterHandOffs?.get(to);
  if (kinds === undefined) return [];
  const messages = kinds
    .filter((kind) => letters?.has(kind) === false)
    .map((kind) => `"${to}" sends the letter "${kind}", and there is none under templates/letters`);
  if (!approval) messages.push(`"${to}" sends letters, which a person approves: add "approval: true"`);
  return messages.map((message) => ({ path: ['to'], message }));
}

function approvalFaults(step: HandOffStep): StepFault[] {
  if (step.approval && step.sla === undefined) {
    return [{ path: ['approval'], message: 'an approval needs "sla": the time in which a person decides' }];
  }
  if (step.approval) return [];
  return (['sla', 'refused'] as const)
    .filter((field) => step[field] !== undefined)
    .map((field) => ({ path: [field], message: `"${field}" goes with "approval: true" only` }));
}
