import { faultIn, fileOf, type LintRule } from '../lint-rule.js';
import type { TemplateVariables } from '#domain';
import { distinctFillings } from '../distinct-fillings.js';
import { worstCaseVariables } from '../worst-case.variables.js';

/** Gaps in a filled text, and the double full stop after an abbreviation such as "2026 р." */
const LEFTOVER = /\{\{|\}\}|\bundefined\b|\bnull\b|\bNaN\b|\[object |Invalid Date|[^.]\.\.(?=[\s<]|$)/;

/** Filling with every tone, form of address, and with each optional value absent gives a clean text. */
export const fillableRule: LintRule = (entry) =>
  entry.parts.flatMap((part) => {
    const problem = part.fill && firstProblem(part.fill, worstCaseVariables(entry.language));
    return problem ? [faultIn(fileOf(part), 'unfillable', problem)] : [];
  });

function firstProblem(
  fill: (variables: TemplateVariables) => string,
  cases: readonly TemplateVariables[],
): string | undefined {
  try {
    for (const text of distinctFillings(fill, cases)) {
      const leftover = LEFTOVER.exec(text);
      if (leftover) return `filled, it reads "…${around(text, leftover.index)}…"`;
      if (text.length === 0) return 'filled, it is empty';
    }
  } catch (error) {
    return `cannot be filled: ${error instanceof Error ? error.message : String(error)}`;
  }
  return undefined;
}

function around(text: string, index: number): string {
  return text.slice(Math.max(0, index - 20), index + 20).replace(/\s+/g, ' ');
}
