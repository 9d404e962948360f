import { stepSchema } from '../campaign.schema.js';
import type { StepBase, StepTarget } from '../step-type.js';

/** A step as far as it can be understood, so that one bad step does not hide what is wrong with the others. */
export interface OutlineStep {
  readonly index: number;
  readonly key: string | null;
  /** Null when the schema refused it. */
  readonly step: StepBase | null;
  /** Whether nothing had to be left out of it. */
  readonly whole: boolean;
  /** Where a step that was refused says that it leads. */
  readonly ways: readonly StepTarget[];
}

/** The steps of a file whose schema may have faults. */
export function outlineOf(content: unknown): readonly OutlineStep[] {
  const steps: unknown = field(content, 'steps');
  if (!Array.isArray(steps)) return [];
  return steps.map((raw: unknown, index) => {
    const key = field(raw, 'key');
    const step = understood(raw);
    const whole = stepSchema.safeParse(raw).success;
    return {
      index,
      key: typeof key === 'string' ? key : null,
      step,
      whole,
      ways: step === null ? waysOf(raw) : [],
    };
  });
}

/** Whatever stands where steps name other steps. */
function waysOf(raw: unknown): StepTarget[] {
  const ways: StepTarget[] = [];
  const add = (key: unknown, ...path: (string | number)[]): void => {
    if (typeof key === 'string') ways.push({ path, key });
  };
  for (const name of ['next', 'then', 'otherwise', 'refused']) add(field(raw, name), name);
  const cases = field(raw, 'cases');
  if (typeof cases === 'object' && cases !== null)
    for (const [outcome, key] of Object.entries(cases)) add(key, 'cases', outcome);
  for (const name of ['when', 'split']) {
    const arms = field(raw, name);
    if (Array.isArray(arms)) arms.forEach((arm, index) => add(field(arm, 'go'), name, index, 'go'));
  }
  return ways;
}

/** Fields that say where a step leads, or what it is: without them it would be another one. */
const TELLING = new Set([
  'key',
  'type',
  'next',
  'then',
  'otherwise',
  'refused',
  'cases',
  'when',
  'split',
  'on',
]);

/**
 * A step without the fields that its schema refuses, so that what is wrong with one does not hide what is wrong with the
 * others; null where nothing can be left out.
 */
function understood(raw: unknown): StepBase | null {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return null;
  let fields = { ...raw } as Record<string, unknown>;
  for (;;) {
    const parsed = stepSchema.safeParse(fields);
    if (parsed.success) return parsed.data;
    const refused = parsed.error.issues.flatMap(({ path, ...issue }) =>
      path.length > 0 ? [String(path[0])] : issue.code === 'unrecognized_keys' ? issue.keys : [],
    );
    const left = Object.entries(fields).filter(([name]) => TELLING.has(name) || !refused.includes(name));
    if (left.length === Object.keys(fields).length) return null;
    fields = Object.fromEntries(left);
  }
}

/** A field of a value that may be anything. */
export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
