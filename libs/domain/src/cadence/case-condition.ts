import { z } from 'zod';
import { MINOR_PER_MAJOR } from '../money/money.js';
import { type AttributesTest, attributesSchema, compileAttributes } from './attribute-condition.js';
import { type CaseFacts, promiseStates } from './case-facts.js';
import { asksForCounts, compileHistory, historySchema } from './history-condition.js';
import {
  amountRangeSchema,
  dpdRangeSchema,
  inRange,
  kindSchema,
  stageSchema,
  type AmountRange,
  type NumberRange,
} from './schema-parts.js';
import type { Stage } from './stage.js';

/** Conditions on a case; all that are given must hold. The one language of `audience`, `staysWhile` and `if`. */
export const caseConditionSchema = z.strictObject({
  kind: kindSchema.optional(),
  languages: z
    .array(z.string().regex(/^[a-z]{2}$/))
    .min(1)
    .optional()
    .describe('Languages that the debtor is written to in, such as pl.'),
  stages: z.array(stageSchema).min(1).optional(),
  dpd: dpdRangeSchema.optional().describe('Days past due; negative before the due date, 0 on it.'),
  balance: amountRangeSchema
    .optional()
    .describe('What is still owed, in whole units of the campaign’s currency.'),
  promise: z.array(z.enum(promiseStates)).min(1).optional().describe('How the latest promise to pay stands.'),
  attributes: attributesSchema.optional(),
  history: historySchema.optional(),
});
export type CaseCondition = z.infer<typeof caseConditionSchema>;

export interface ConditionSubject {
  readonly facts: Pick<
    CaseFacts,
    'kind' | 'language' | 'balanceMinor' | 'promise' | 'lastPaymentAt' | 'attributes' | 'history'
  >;
  readonly stage: Stage;
  readonly dpd: number;
  /** Epoch ms. */
  readonly now: number;
}

export type CaseTest = (subject: ConditionSubject) => boolean;

/** Turns a condition into a test; amounts become minor units. */
export function compileCondition(condition: CaseCondition): CaseTest {
  const languages = condition.languages && new Set(condition.languages);
  const stages = condition.stages && new Set(condition.stages);
  const promises = condition.promise && new Set(condition.promise);
  const balance = condition.balance && minorRange(condition.balance);
  const attributes: AttributesTest | undefined =
    condition.attributes && compileAttributes(condition.attributes);
  const history = condition.history && compileHistory(condition.history);
  return (subject) => {
    const { facts, stage, dpd } = subject;
    return (
      (condition.kind === undefined || condition.kind === facts.kind) &&
      (languages === undefined || languages.has(facts.language)) &&
      (stages === undefined || stages.has(stage)) &&
      (promises === undefined || promises.has(facts.promise ?? 'none')) &&
      (condition.dpd === undefined || inRange(dpd, condition.dpd)) &&
      (balance === undefined || inRange(facts.balanceMinor, balance)) &&
      (attributes === undefined || attributes(facts.attributes ?? {})) &&
      (history === undefined || history(facts, subject.now))
    );
  };
}

/** Whether any of these conditions asks for what only a look into a case's past tells. */
export function askForCounts(conditions: readonly (CaseCondition | undefined)[]): boolean {
  return conditions.some((condition) => condition?.history !== undefined && asksForCounts(condition.history));
}

/** A range of amounts in minor units. */
function minorRange(range: AmountRange): NumberRange {
  return {
    min: range.min === undefined ? undefined : Math.round(range.min * MINOR_PER_MAJOR),
    max: range.max === undefined ? undefined : Math.round(range.max * MINOR_PER_MAJOR),
  };
}
