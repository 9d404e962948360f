import type { z } from 'zod';
import {
  type HistoryHead,
  historyHeadSchema,
  type RecordedHistory,
  type RecordedPerson,
  recordedPersonSchema,
} from './recorded-history.js';

export interface ParsedHistory {
  readonly head: HistoryHead;
  readonly persons: RecordedHistory;
}

/**
 * Reads a history: a line that says what it is of, then one for each person.
 * @returns the first fault, with its line, where it is none
 */
export function parseHistory(text: string): ParsedHistory | { readonly fault: string } {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const head = readLine(historyHeadSchema, lines[0] ?? '');
  if ('fault' in head) return { fault: `line 1 is not the beginning of a history: ${head.fault}` };
  const persons = new Map<string, RecordedPerson>();
  for (const [index, line] of lines.entries()) {
    if (index === 0) continue;
    const read = readLine(recordedPersonSchema, line);
    if ('fault' in read)
      return { fault: `line ${index + 1} is not what happened to a person: ${read.fault}` };
    const { person, cases } = read.value;
    if (persons.has(person)) return { fault: `line ${index + 1} is of a person whom an earlier line is of` };
    if (cases.some((each) => each.person !== person))
      return { fault: `line ${index + 1} has a case of another person` };
    persons.set(person, read.value);
  }
  return { head: head.value, persons };
}

function readLine<Value>(
  schema: z.ZodType<Value>,
  line: string,
): { readonly value: Value } | { readonly fault: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { fault: 'it is no JSON' };
  }
  const read = schema.safeParse(value);
  if (read.success) return { value: read.data };
  const [issue] = read.error.issues;
  return { fault: `${issue?.path.join('.') ?? ''} ${issue?.message ?? 'it cannot be read'}`.trim() };
}

/** One line of a history's file. */
export function formatHistory(line: HistoryHead | RecordedPerson): string {
  return `${JSON.stringify(line)}\n`;
}
