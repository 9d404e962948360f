import { LetterPress, type LetterWords, type PrintableLetter, type PrintedLetters } from '#contracts';
import type { Language, TemplateVariables } from '#domain';
import { TemplateFaultsError } from '../lint/fault.js';
import { readWording } from '../loading/wording-file.js';
import { SourceReader } from '../loading/source-reader.js';
import { TemplateNotFoundError } from '../render.js';
import { type LetterSet, readLetters } from './letter-templates.js';
import { printLetters } from './print-letters.js';

/** Writes letters by the templates of an installation, and prints them with pdfmake. */
export class TemplateLetterPress extends LetterPress {
  private constructor(private readonly set: LetterSet) {
    super();
  }

  /**
   * @param dir the folder of templates, which holds `letters/<letter>/<language>.hbs`
   * @throws {TemplateFaultsError} naming every error, when any letter is not fit to be sent (I9)
   */
  static async open(dir: string): Promise<TemplateLetterPress> {
    const reader = new SourceReader(dir);
    const { wording, faults } = await readWording(reader);
    const set = await readLetters(reader, wording);
    const all = [...faults, ...reader.faults, ...set.faults].filter(({ severity }) => severity === 'error');
    if (all.length > 0) throw new TemplateFaultsError(all);
    return new TemplateLetterPress(set);
  }

  get known(): ReadonlySet<string> {
    return this.set.kinds;
  }

  write(
    letter: string,
    language: Language,
    variables: TemplateVariables,
  ): Pick<LetterWords, 'version' | 'text'> {
    const key = `${letter}/${language}`;
    const template = this.set.templates.get(key);
    if (template === undefined) throw new TemplateNotFoundError(key);
    return { version: template.version, text: template.fill(variables) };
  }

  print(letters: readonly PrintableLetter[], madeAt: string): Promise<PrintedLetters> {
    return printLetters(letters, madeAt);
  }
}
