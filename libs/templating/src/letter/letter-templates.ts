import { type Language, languages, type TemplateVariables } from '#domain';
import { TemplateEngine } from '../engine/engine.js';
import { finisherOf } from '../engine/finish.js';
import type { Fault } from '../lint/fault.js';
import { faultIn } from '../lint/lint-rule.js';
import { mustStateRule } from '../lint/rules/must-state.rule.js';
import { variablesRule } from '../lint/rules/variables.rule.js';
import { wordingRule } from '../lint/rules/wording.rule.js';
import { namesIn } from '../lint/template-walk.js';
import type { WordingRules } from '../lint/wording-rules.schema.js';
import { LINK_VARIABLES } from '../links.js';
import { sampleVariables } from '../preview/sample.variables.js';
import { contentHash } from '../loading/content-hash.js';
import type { SourceReader } from '../loading/source-reader.js';
import type { TemplateEntry, TemplateSource } from '../template-set.js';
import type { TemplateMeta } from '../template-meta.schema.js';

export const LETTERS_FOLDER = 'letters';

/** Whoever has none of these cannot be written for: the letter would not say where to pay, or who writes. */
const PRESENT = ['creditor.bankAccount', 'creditor.address'];
/** What a formal demand names: who asks, for what, how it adds up, where it goes, and until when it was due. */
const MUST_STATE = [
  ...['creditor.name', 'creditor.address', 'creditor.bankAccount', 'case.ref', 'case.title', 'case.dueDate'],
  ...['case.principalMinor', 'case.interestMinor', 'case.costsMinor', 'case.paidMinor', 'case.balanceMinor'],
  'today',
];

/** One kind of letter in one language. */
export interface LetterTemplate {
  /** `formal-demand/pl@…`, by a hash of the file. */
  readonly version: string;
  readonly fill: (variables: TemplateVariables) => string;
}

export interface LetterSet {
  /** By `formal-demand/pl`. */
  readonly templates: ReadonlyMap<string, LetterTemplate>;
  /** Kinds of letters, whole or not. */
  readonly kinds: ReadonlySet<string>;
  readonly faults: readonly Fault[];
}

/** Reads and judges every letter; each is written in every language. */
export async function readLetters(reader: SourceReader, wording: WordingRules): Promise<LetterSet> {
  const kinds = await reader.list(LETTERS_FOLDER, 'folders');
  const templates = new Map<string, LetterTemplate>();
  const faults: Fault[] = [];
  for (const kind of kinds) {
    for (const language of languages) {
      const file = `${LETTERS_FOLDER}/${kind}/${language}.hbs`;
      const source = await reader.source(file);
      if (source === undefined) faults.push(faultIn(file, 'language-missing', `${language}.hbs is missing`));
      if (source?.program === undefined) continue;
      const template = compiled(kind, language, source);
      faults.push(...faultsOf(kind, language, source, template, wording));
      templates.set(`${kind}/${language}`, template);
    }
  }
  return { templates, kinds: new Set(kinds), faults };
}

function compiled(kind: string, language: Language, source: TemplateSource): LetterTemplate {
  const engine = new TemplateEngine(language, 'text', {});
  const template = engine.compile(source.program as hbs.AST.Program);
  const finish = finisherOf('text', false);
  return {
    version: `${kind}/${language}@${contentHash([source.text])}`,
    fill: (variables) => finish(template(variables)),
  };
}

function faultsOf(
  family: string,
  language: Language,
  source: TemplateSource,
  { version, fill }: LetterTemplate,
  wording: WordingRules,
): Fault[] {
  const { file, program } = source;
  const part = {
    name: 'text',
    file,
    medium: 'text',
    program,
    sources: [{ ...source, present: PRESENT }],
  } as const;
  // Asked what a mail's text alternative is asked.
  const entry: TemplateEntry = { family, language, channel: 'email', version, parts: [part] };
  const meta: TemplateMeta = {
    ...{
      family,
      version: 1,
      purpose: 'collection',
      about: 'case',
      channels: ['email'],
      stages: [],
      description: 'A letter.',
    },
    ...{ mustState: MUST_STATE, formalDemand: true, lateFigures: false },
  };
  const rules = [variablesRule, wordingRule, mustStateRule];
  return [
    ...rules.flatMap((rule) => rule(entry, { meta, wording })),
    ...linksIn(file, program),
    ...unfillable(file, language, fill),
  ];
}

/** Paper goes through other hands, and is not opened by a tap. */
function linksIn(file: string, program: hbs.AST.Program | undefined): Fault[] {
  if (program === undefined) return [];
  return namesIn(program)
    .uses.filter(({ name }) => name in LINK_VARIABLES)
    .map((use) =>
      faultIn(file, 'personal-data', `${use.name} is no link for paper; write creditor.website`, use),
    );
}

function unfillable(file: string, language: Language, fill: LetterTemplate['fill']): Fault[] {
  try {
    fill(sampleVariables(language));
    return [];
  } catch (error) {
    return [faultIn(file, 'unfillable', error instanceof Error ? error.message : String(error))];
  }
}
