import { z } from 'zod';
import { branchSubjects, settlesBy, type BranchSubject, type BranchSubjectName } from '../branch-subjects.js';
import { caseConditionSchema, compileCondition } from '../case-condition.js';
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
    otherwise: keySchema.optional().describe('Where all other cases go; the step below when absent.'),
  })
  .describe('Chooses the step that follows. Leads forward only.');
type BranchStep = z.infer<typeof schema>;

export const branchStep = defineStep({
  schema,
  moment: (step) => step.at,
  fallsThrough: (step) => step.otherwise === undefined,
  usualNext: (step) => step.otherwise,
  targets: (step) => [
    ...Object.entries(step.cases ?? {}).map(([outcome, key]) => ({ path: ['cases', outcome], key })),
    ...(step.when ?? []).map(({ go }, index) => ({ path: ['when', index, 'go'], key: go })),
    ...(step.otherwise === undefined ? [] : [{ path: ['otherwise'], key: step.otherwise }]),
  ],
  faults: branchFaults,
  compile: (step, flow) => {
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
  if ((step.on === undefined) === (step.when === undefined)) {
    return [{ path: [], message: 'a branch takes exactly one of "on" and "when"' }];
  }
  if (step.on === undefined) {
    return (['cases', 'within'] as const)
      .filter((field) => step[field] !== undefined)
      .map((field) => ({ path: [field], message: `"${field}" goes with "on", not with "when"` }));
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
