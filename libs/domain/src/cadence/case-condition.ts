import { z } from 'zod';
import { MINOR_PER_MAJOR } from '../money/money.js';
import {
  amountRangeSchema,
  dpdRangeSchema,
  inRange,
  kindSchema,
  stageSchema,
  type AmountRange,
  type NumberRange,
} from './schema-parts.js';
import { type CaseFacts, promiseStates } from './case-facts.js';
import type { Stage } from './stage.js';

/** Conditions on a case; all that are given must hold. */
export const caseConditionSchema = z.strictObject({
  kind: kindSchema.optional(),
  languages: z
    .array(z.string().regex(/^[a-z]{2}$/))
    .min(1)
    .optional(),
  stages: z.array(stageSchema).min(1).optional(),
  dpd: dpdRangeSchema.optional(),
  balance: amountRangeSchema.optional(),
  promise: z.array(z.enum(promiseStates)).min(1).optional(),
});
export type CaseCondition = z.infer<typeof caseConditionSchema>;

export interface ConditionSubject {
  readonly facts: Pick<CaseFacts, 'kind' | 'language' | 'balanceMinor' | 'promise'>;
  readonly stage: Stage;
  readonly dpd: number;
}

export type CaseTest = (subject: ConditionSubject) => boolean;

/** Turns a condition into a test; amounts become minor units. */
export function compileCondition(condition: CaseCondition): CaseTest {
  const languages = condition.languages && new Set(condition.languages);
  const stages = condition.stages && new Set(condition.stages);
  const promises = condition.promise && new Set(condition.promise);
  const balance = condition.balance && minorRange(condition.balance);
  return ({ facts, stage, dpd }) =>
    (condition.kind === undefined || condition.kind === facts.kind) &&
    (languages === undefined || languages.has(facts.language)) &&
    (stages === undefined || stages.has(stage)) &&
    (promises === undefined || promises.has(facts.promise ?? 'none')) &&
    (condition.dpd === undefined || inRange(dpd, condition.dpd)) &&
    (balance === undefined || inRange(facts.balanceMinor, balance));
}

/** A range of amounts in minor units. */
function minorRange(range: AmountRange): NumberRange {
  return {
    min: range.min === undefined ? undefined : Math.round(range.min * MINOR_PER_MAJOR),
    max: range.max === undefined ? undefined : Math.round(range.max * MINOR_PER_MAJOR),
  };
}
