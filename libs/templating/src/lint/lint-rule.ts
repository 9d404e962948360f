import type { TemplateMeta } from '../template-meta.schema.js';
import type { TemplateEntry, TemplatePart } from '../template-set.js';
import type { Fault, FaultCode, FaultSeverity } from './fault.js';
import type { PartialPrograms } from './occurrence-count.js';
import type { Place } from './template-walk.js';
import type { WordingRules } from './wording-rules.schema.js';

/** What a rule may look at besides the entry itself. */
export interface LintContext {
  meta: TemplateMeta;
  wording: WordingRules;
}

/** One question asked of a family in one language on one channel. Pure. */
export type LintRule = (entry: TemplateEntry, context: LintContext) => Fault[];

/** The part's own file, which faults about the part as a whole point at. */
export function fileOf(part: TemplatePart): string {
  return part.sources[0]?.file ?? part.file;
}

export function faultIn(
  file: string,
  code: FaultCode,
  message: string,
  place?: Place,
  severity: FaultSeverity = 'error',
): Fault {
  return { code, severity, file, ...(place && { line: place.line, column: place.column }), message };
}

/** Texts that the part's `{{> name}}` stand for, by name. */
export function partialsOf(part: TemplatePart): PartialPrograms {
  const partials = new Map<string, hbs.AST.Program>();
  for (const { file, program } of part.sources.slice(1)) {
    const name = /([^/]+)\.txt\.hbs$/.exec(file)?.[1];
    if (name && program) partials.set(name, program);
  }
  return partials;
}
