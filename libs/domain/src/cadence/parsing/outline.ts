import { stepSchema } from '../campaign.schema.js';
import type { StepBase } from '../step-type.js';

/** A step as far as it can be understood, so that one bad step does not hide what is wrong with the others. */
export interface OutlineStep {
  readonly index: number;
  readonly key: string | null;
  /** Null when the schema refused it. */
  readonly step: StepBase | null;
}

/** The steps of a file whose schema may have faults. */
export function outlineOf(content: unknown): readonly OutlineStep[] {
  const steps: unknown = field(content, 'steps');
  if (!Array.isArray(steps)) return [];
  return steps.map((raw: unknown, index) => {
    const key = field(raw, 'key');
    const parsed = stepSchema.safeParse(raw);
    return { index, key: typeof key === 'string' ? key : null, step: parsed.success ? parsed.data : null };
  });
}

/** A field of a value that may be anything. */
export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
