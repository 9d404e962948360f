import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Audience, SpokenWords } from '#contracts';
import type { Language, TemplateVariables } from '#domain';
import { parse } from 'yaml';
import { parseTemplate, TemplateEngine } from '../engine/engine.js';
import { finisherOf } from '../engine/finish.js';
import { LINK_VARIABLES } from '../links.js';
import type { LintContext } from '../lint/lint-rule.js';
import { escapingRule } from '../lint/rules/escaping.rule.js';
import { fillableRule } from '../lint/rules/fillable.rule.js';
import { variablesRule } from '../lint/rules/variables.rule.js';
import { wordingRule } from '../lint/rules/wording.rule.js';
import { namesIn } from '../lint/template-walk.js';
import { VARIABLES } from '../lint/variable-catalogue.js';
import { type WordingRules, wordingRulesSchema } from '../lint/wording-rules.schema.js';
import type { TemplateEntry, TemplatePart } from '../template-set.js';

/** What whoever answers the phone may hear of: a list of what is allowed, so that a new variable is not. */
const FOR_ANYONE = /^creditor\.|^today$/;

/** Spoken texts as the texts of messages are: the same variables, helpers and rules of wording. */
export class TemplateWords extends SpokenWords {
  private readonly engines = new Map<Language, TemplateEngine>();
  private readonly fills = new Map<string, (variables: TemplateVariables) => string>();

  constructor(private readonly wording: WordingRules) {
    super();
  }

  faults(text: string, language: Language, audience: Audience): string[] {
    let program: hbs.AST.Program;
    try {
      program = parseTemplate(text);
    } catch (error) {
      return [(error as Error).message.replace(/\s+/g, ' ')];
    }
    const entry = this.entryOf(text, language, program, audience);
    const context = { wording: this.wording } as LintContext;
    const rules = [variablesRule, escapingRule, wordingRule, fillableRule];
    const linted = rules.flatMap((rule) => rule(entry, context)).map((fault) => fault.message);
    return [...new Set([...linted, ...exposures(program, audience)])];
  }

  names(text: string, variable: string): boolean {
    return namesIn(parseTemplate(text)).uses.some((use) => use.name === variable && !use.condition);
  }

  fill(text: string, language: Language, variables: TemplateVariables): string {
    const key = `${language} ${text}`;
    let fill = this.fills.get(key);
    if (fill === undefined) {
      const template = this.engine(language).compile(parseTemplate(text));
      const finish = finisherOf('speech', false);
      fill = (values) => finish(template(values));
      this.fills.set(key, fill);
    }
    return fill(variables);
  }

  /** As the linter of templates sees it; what anyone may hear is as exposed as a subject line. */
  private entryOf(
    text: string,
    language: Language,
    program: hbs.AST.Program,
    audience: Audience,
  ): TemplateEntry {
    const part: TemplatePart = {
      name: 'text',
      file: 'say',
      medium: audience === 'anyone' ? 'subject' : 'speech',
      sources: [{ file: 'say', text, program }],
      body: text,
      program,
      fill: (variables) => this.fill(text, language, variables),
    };
    return { family: 'dialogue', language, channel: 'voice', version: '', parts: [part] };
  }

  private engine(language: Language): TemplateEngine {
    const known = this.engines.get(language);
    if (known) return known;
    const engine = new TemplateEngine(language, 'speech', {});
    this.engines.set(language, engine);
    return engine;
  }
}

function exposures(program: hbs.AST.Program, audience: Audience): string[] {
  return namesIn(program).uses.flatMap((use) => {
    if (use.name in LINK_VARIABLES) return [`${use.name} cannot be spoken; offer to send it`];
    if (audience === 'verified' || !VARIABLES.has(use.name) || FOR_ANYONE.test(use.name)) return [];
    return [`${use.name} can be heard here before the identity was shown`];
  });
}

/**
 * The words of an installation's dialogues.
 * @param dir the templates folder, whose list of forbidden phrases holds for what is spoken too
 * @throws when the list cannot be read: a missing file must not mean that everything is allowed
 */
export async function loadSpokenWords(dir: string): Promise<SpokenWords> {
  const text = await readFile(path.join(dir, '_rules/wording.yaml'), 'utf8');
  return new TemplateWords(wordingRulesSchema.parse(parse(text)));
}
