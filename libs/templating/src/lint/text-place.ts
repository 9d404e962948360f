import type { Place } from './template-walk.js';

/** Line and column, both from 1, of an index into a text. */
export function placeAt(text: string, index: number): Place {
  const before = text.slice(0, index);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: index - lineStart + 1 };
}
