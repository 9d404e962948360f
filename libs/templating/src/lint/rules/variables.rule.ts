import { BLOCKS, vocabularyOf } from '../../engine/engine.js';
import { LINK_VARIABLES } from '../../links.js';
import type { TemplatePart } from '../../template-set.js';
import type { Fault } from '../fault.js';
import { faultIn, partialsOf, type LintRule } from '../lint-rule.js';
import { namesIn, type NameUse } from '../template-walk.js';
import { OPTIONAL_GROUPS, VARIABLES } from '../variable-catalogue.js';

/** A misspelt variable would be sent as a gap in a sentence: each name must exist, with a value when needed. */
export const variablesRule: LintRule = (entry) =>
  entry.parts.flatMap((part) => {
    const words = new Set(Object.keys(vocabularyOf(entry.language, part.medium)));
    return part.sources.flatMap(({ file, program, present }) => {
      if (!program) return [];
      const names = namesIn(program, present);
      return [
        ...names.uses.flatMap((use) => faultsOfUse(file, use, words)),
        ...names.partials.flatMap((use) => faultsOfPartial(file, use, part)),
      ];
    });
  });

function faultsOfUse(file: string, use: NameUse, words: ReadonlySet<string>): Fault[] {
  if (BLOCKS.has(use.name) && use.condition && use.called) return [];
  if (use.name in LINK_VARIABLES && !use.called) return [];
  if (use.called) return words.has(use.name) ? unknownValues(file, use) : [unknown(file, use, 'helper')];
  if (use.condition && OPTIONAL_GROUPS.has(use.name)) return [];
  const facts = VARIABLES.get(use.name);
  if (!facts) return [unknown(file, use, 'variable')];
  if (facts.list && !use.condition) {
    return [faultIn(file, 'unknown-variable', `${use.name} is a list; write {{#each ${use.name}}}`, use)];
  }
  if (facts.optional && !use.condition && !isGuarded(use)) {
    const message = `${use.name} may be absent; write it inside {{#if ${use.name}}}`;
    return [faultIn(file, 'optional-unguarded', message, use)];
  }
  return [];
}

/** By an `{{#if}}` of the variable itself, or of its group. */
function isGuarded({ name, guards }: NameUse): boolean {
  return guards.some((guard) => guard === name || name.startsWith(`${guard}.`));
}

function unknown(file: string, use: NameUse, kind: 'variable' | 'helper'): Fault {
  return faultIn(file, 'unknown-variable', `there is no ${kind} ${use.name}${suggestion(use.name)}`, use);
}

/** `{{#if (eq tone "frm")}}` would never be true. */
function unknownValues(file: string, use: NameUse): Fault[] {
  if (use.name !== 'eq') return [];
  const variable = use.args.find((arg) => typeof arg === 'object');
  const values = variable && VARIABLES.get(variable.variable)?.values;
  if (!values) return [];
  return use.args
    .filter((arg) => typeof arg === 'string' && !values.includes(arg))
    .map((arg) => {
      const message = `${variable.variable} is never "${String(arg)}"; it is one of ${values.join(', ')}`;
      return faultIn(file, 'unknown-value', message, use);
    });
}

function faultsOfPartial(file: string, use: NameUse, part: TemplatePart): Fault[] {
  const partials = partialsOf(part);
  if (partials.has(use.name)) return [];
  return [faultIn(file, 'unknown-variable', `there is no shared text ${use.name} for this language`, use)];
}

/** The known variable with the same last part, for those who forget the group. */
function suggestion(name: string): string {
  const last = name.split('.').at(-1)?.toLowerCase() ?? '';
  const near = [...VARIABLES.keys()].find((known) => known.toLowerCase().endsWith(`.${last}`));
  return near && near !== name ? `; perhaps ${near}` : '';
}
