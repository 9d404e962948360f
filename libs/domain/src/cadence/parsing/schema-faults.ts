import type { z } from 'zod';
import type { FaultPath } from '../step-type.js';
import type { PathFault } from './fault.js';

type Issue = z.core.$ZodIssue;

/** What the schema found, in words for whoever writes campaigns. */
export function schemaFaults(issues: readonly Issue[], content: unknown): PathFault[] {
  return issues.flatMap((issue) => faultsOf(issue, [], content));
}

function faultsOf(issue: Issue, base: FaultPath, content: unknown): PathFault[] {
  const path: FaultPath = [
    ...base,
    ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part)),
  ];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: `unknown field "${key}"`,
      atKey: true,
    }));
  }
  if (issue.code === 'invalid_key') {
    return issue.issues.map(({ message }) => ({ path, message, atKey: true }));
  }
  if (issue.code === 'invalid_union') {
    if (issue.errors.length === 0) return [kindFault(path, knownKinds(issue), content)];
    return closest(issue.errors).flatMap((inner) => faultsOf(inner, path, content));
  }
  if (issue.code === 'invalid_type' && valueAt(content, path) === undefined) {
    const field = path.at(-1);
    return [{ path, message: typeof field === 'string' ? `"${field}" is missing` : 'is missing' }];
  }
  return [{ path, message: issue.message.replace(/^Invalid (input|option|string|number): /, '') }];
}

function knownKinds(issue: Issue): readonly unknown[] {
  return 'options' in issue && Array.isArray(issue.options) ? (issue.options as unknown[]) : [];
}

/** What kind of thing it is decides everything else about it, so it is the one fault worth naming. */
function kindFault(path: FaultPath, options: readonly unknown[], content: unknown): PathFault {
  const field = String(path.at(-1));
  const kind = field === 'type' ? 'step type' : field;
  const found = valueAt(content, path);
  const known = options.map(String).join(', ');
  return {
    path,
    message:
      found === undefined
        ? `"${field}" is missing; one of ${known}`
        : `unknown ${kind} ${JSON.stringify(found)}; known: ${known}`,
  };
}

/** Of several shapes that a value might have had, the one that it misses by least. */
function closest(alternatives: readonly (readonly Issue[])[]): readonly Issue[] {
  const unknownFields = (issues: readonly Issue[]) =>
    issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 0), 0);
  return (
    [...alternatives].sort((a, b) => unknownFields(a) - unknownFields(b) || a.length - b.length)[0] ?? []
  );
}

function valueAt(content: unknown, path: FaultPath): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string | number, unknown>)[part]
        : undefined,
    content,
  );
}
