import type { z } from 'zod';
import { branchStep } from './branch.step.js';
import { endStep } from './end.step.js';
import { escalateStep } from './escalate.step.js';
import { handOffStep } from './hand-off.step.js';
import { notifyStep } from './notify.step.js';
import { sendStep } from './send.step.js';
import { setStageStep } from './set-stage.step.js';
import { waitForStep } from './wait-for.step.js';
import { waitStep } from './wait.step.js';
import type { StepType } from '../step-type.js';

/** Every kind of step there is: one line each. */
export const stepTypes = [
  sendStep,
  waitStep,
  waitForStep,
  branchStep,
  escalateStep,
  handOffStep,
  notifyStep,
  setStageStep,
  endStep,
] as const satisfies readonly StepType[];

type SchemasOf<Types> = {
  -readonly [Index in keyof Types]: Types[Index] extends StepType<infer S> ? S : never;
};

/** The same kinds' schemas, in the same order. */
export const stepSchemas = stepTypes.map((type) => type.schema) as unknown as SchemasOf<typeof stepTypes>;

export type CampaignStep = z.infer<(typeof stepSchemas)[number]>;

const byName: ReadonlyMap<string, StepType> = new Map(stepTypes.map((type) => [type.type, type as StepType]));

/** The kind of a step whose schema was checked; schemas admit no other. */
export function stepTypeOf(step: { readonly type: string }): StepType {
  const type = byName.get(step.type);
  if (type === undefined) throw new Error(`No step type "${step.type}" is registered`);
  return type;
}
