import { z } from 'zod';
import { pickByShare } from '../../behaviour/seeded-random.js';
import { branchSubjects, settlesBy, type BranchSubject, type BranchSubjectName } from '../branch-subjects.js';
import { caseConditionSchema, compileCondition } from '../case-condition.js';
import type { CaseFacts } from '../case-facts.js';
import { drawOf } from '../draw.js';
import { keySchema, momentSchema, spanSchema, type Span } from '../schema-parts.js';
import { compileSpan } from '../spans.js';
import { defineStep, stepBase, type Flow, type StepBehaviour, type StepFault } from '../step-type.js';

const subjectNames = Object.keys(branchSubjects) as BranchSubjectName[];

const schema = z
  .strictObject({
    type: z.literal('branch'),
    ...stepBase,
    at: momentSchema.optional(),
    on: z.enum(subjectNames).optional().describe('What decides; with "cases".'),
    cases: z.record(z.string(), keySchema).optional().describe('Step for each outcome.'),
    within: spanSchema
      .optional()
      .describe('Holds on so long for a response, or a delivery, before deciding.'),
    when: z
      .array(z.strictObject({ if: caseConditionSchema, go: keySchema }))
      .min(1)
      .optional()
      .describe('Conditions on the case, the first that holds decides; instead of "on".'),
    split: z
      .array(z.strictObject({ share: z.number().positive(), go: keySchema }))
      .min(2)
      .optional()
      .describe(
        'Draws at random, always the same for a debtor; shares are relative to one another. Instead of "on" and "when".',
      ),
    otherwise: keySchema.optional().describe('Where all other cases go; the step below when absent.'),
  })
  .describe('Chooses the step that follows. Leads forward only.');
type BranchStep = z.infer<typeof schema>;

export const branchStep = defineStep({
  schema,
  moment: (step) => step.at,
  fallsThrough: (step) => step.split === undefined && step.otherwise === undefined,
  usualNext: (step) => step.split?.[0]?.go ?? step.otherwise,
  targets: (step) => [
    ...Object.entries(step.cases ?? {}).map(([outcome, key]) => ({ path: ['cases', outcome], key })),
    ...(step.when ?? []).map(({ go }, index) => ({ path: ['when', index, 'go'], key: go })),
    ...(step.split ?? []).map(({ go }, index) => ({ path: ['split', index, 'go'], key: go })),
    ...(step.otherwise === undefined ? [] : [{ path: ['otherwise'], key: step.otherwise }]),
  ],
  conditions: (step) => (step.when ?? []).map((arm) => arm.if),
  faults: branchFaults,
  compile: (step, flow) => {
    if (step.split !== undefined) return atRandom(step.key, step.split, flow);
    const otherwise = step.otherwise === undefined ? flow.following : flow.positionOf(step.otherwise);
    return step.on === undefined
      ? onConditions(step.when ?? [], otherwise, flow)
      : onSubject(branchSubjects[step.on], step, otherwise, flow);
  },
});

function onConditions(when: NonNullable<BranchStep['when']>, otherwise: number, flow: Flow): StepBehaviour {
  const arms = when.map((arm) => ({
    holds: compileCondition(arm.if),
    to: flow.positionOf(arm.go),
  }));
  return {
    run: (moment) => ({ does: 'pass', to: arms.find((arm) => arm.holds(moment))?.to ?? otherwise }),
  };
}

function atRandom(key: string, split: NonNullable<BranchStep['split']>, flow: Flow): StepBehaviour {
  const [first, ...others] = split.map(({ share, go }) => ({ share, to: flow.positionOf(go) }));
  if (first === undefined) throw new Error(`the split of "${key}" has no way to go`);
  const drawn = (facts: CaseFacts): number =>
    pickByShare([first, ...others], drawOf(flow.campaign, key, facts)).to;
  return {
    usualWay: drawn,
    run: ({ facts }) => ({ does: 'pass', to: drawn(facts) }),
  };
}

function onSubject(subject: BranchSubject, step: BranchStep, otherwise: number, flow: Flow): StepBehaviour {
  const arms = new Map(
    Object.entries(step.cases ?? {}).map(([outcome, key]) => [outcome, flow.positionOf(key)]),
  );
  const patience = compilePatience(step.within, flow);
  return {
    run: ({ facts, zone, now }, dueSince) => {
      const outcome = subject.read(facts);
      if (outcome !== subject.awaited) {
        const patientUntil = patience(dueSince, zone);
        if (now < patientUntil) return { does: 'await', event: subject.event, timeoutAt: patientUntil };
      }
      if (outcome === null) {
        const settledBy = settlesBy(facts) ?? now;
        if (now < settledBy) return { does: 'await', event: 'delivery', timeoutAt: settledBy };
      }
      return { does: 'pass', to: arms.get(outcome ?? subject.unsettled) ?? otherwise };
    },
  };
}

function compilePatience(within: Span | undefined, flow: Flow) {
  return within === undefined ? (from: number) => from : compileSpan(within, flow.country, flow.calendar);
}

function branchFaults(step: BranchStep): StepFault[] {
  if ([step.on, step.when, step.split].filter((given) => given !== undefined).length !== 1) {
    return [{ path: [], message: 'a branch takes exactly one of "on", "when" and "split"' }];
  }
  if (step.on === undefined) {
    const kind = step.split === undefined ? 'when' : 'split';
    const strangers =
      step.split === undefined ? (['cases', 'within'] as const) : (['cases', 'within', 'otherwise'] as const);
    return strangers
      .filter((field) => step[field] !== undefined)
      .map((field) => ({ path: [field], message: `"${field}" does not go with "${kind}"` }));
  }
  if (step.cases === undefined) return [{ path: [], message: 'a branch with "on" needs "cases"' }];
  const { outcomes } = branchSubjects[step.on];
  return Object.keys(step.cases)
    .filter((outcome) => !outcomes.includes(outcome))
    .map((outcome) => ({
      path: ['cases', outcome],
      message: `"${outcome}" is no outcome of "${step.on}"; known: ${outcomes.join(', ')}`,
    }));
}
