import { scrub } from './redaction.js';

/** What is worth knowing of an unexpected error, without the values that its message may quote (I8). */
export interface ErrorDescription {
  type: string;
  message: string;
  code?: string;
  /** The database's own words for where it failed: names of constraints, tables and columns, never values. */
  constraint?: string;
  table?: string;
  column?: string;
  frames: string[];
  cause?: ErrorDescription;
}

export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { type: typeof error, message: scrub(String(error)), frames: [] };
  const description: ErrorDescription = {
    type: error.name,
    message: scrub(error.message),
    frames: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12)
      .map((line) => line.trim()),
  };
  const named = error as unknown as Readonly<Record<string, unknown>>;
  for (const key of ['code', 'constraint', 'table', 'column'] as const) {
    const value = named[key];
    if (typeof value === 'string') description[key] = value;
  }
  if (error.cause !== undefined && depth < 3) description.cause = describeError(error.cause, depth + 1);
  return description;
}
