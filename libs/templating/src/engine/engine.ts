import Handlebars from 'handlebars';
import type { Language } from '#domain';
import type { Medium } from '../template-set.js';
import { addressVocabulary } from './address.vocabulary.js';
import { amountVocabulary } from './amount.vocabulary.js';
import { linkVocabulary } from './link.vocabulary.js';
import { logicVocabulary } from './logic.vocabulary.js';
import { optOutVocabulary } from './opt-out.vocabulary.js';
import type { Vocabulary } from './vocabulary.js';
import { wordingVocabulary } from './wording.vocabulary.js';

/** Block helpers of Handlebars that templates may use. */
export const BLOCKS: ReadonlySet<string> = new Set(['if', 'unless', 'each']);

/** Texts that `{{> name}}` puts in, by name. */
export type Partials = Record<string, string>;

/** Every word that a template in this language and medium may call. */
export function vocabularyOf(language: Language, medium: Medium): Vocabulary {
  const words = {
    ...logicVocabulary,
    ...wordingVocabulary,
    ...amountVocabulary(language, medium),
    ...addressVocabulary(language),
  };
  // A card has buttons for both.
  return medium === 'card' ? words : { ...words, ...linkVocabulary(), ...optOutVocabulary(language) };
}

/**
 * One Handlebars of our own per language and medium: its helpers close over both, so that filling needs no
 * look-ups, and nothing registered here leaks into other users of Handlebars.
 */
export class TemplateEngine {
  private readonly handlebars = Handlebars.create();
  private readonly options: CompileOptions;

  constructor(language: Language, medium: Medium, partials: Partials) {
    const vocabulary = vocabularyOf(language, medium);
    this.handlebars.registerHelper(vocabulary);
    this.handlebars.registerPartial(partials);
    this.options = {
      data: false,
      noEscape: medium !== 'html',
      knownHelpersOnly: true,
      knownHelpers: Object.fromEntries(Object.keys(vocabulary).map((name) => [name, true])) as KnownHelpers,
    };
  }

  /** Turns a parsed template into a function; the code is generated at the first fill. */
  compile(program: hbs.AST.Program): HandlebarsTemplateDelegate<object> {
    return this.handlebars.compile<object>(program, this.options);
  }
}

/** Parses without compiling; throws an `Error` whose message tells the line. */
export function parseTemplate(text: string): hbs.AST.Program {
  return Handlebars.parse(text);
}
