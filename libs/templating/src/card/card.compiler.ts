import type { RichButton, RichContent, RichTemplate } from '#contracts';
import type { Language, TemplateVariables } from '#domain';
import { parseTemplate, type TemplateEngine } from '../engine/engine.js';
import { finisherOf } from '../engine/finish.js';
import { LINK_PLACEHOLDER } from '../links.js';
import { contentHash } from '../loading/content-hash.js';
import { sampleVariables } from '../preview/sample.variables.js';
import type { Card, Gap, ShownCard } from './card.js';
import type { CardDefinition } from './card.schema.js';
import { cardText } from './card-text.js';
import { callableNumber, gapValue } from './gap-value.js';
import { GapWriter } from './gap-writer.js';
import { gapMark, withGaps, withValues, type Phrase } from './phrase.js';

export interface CardSurroundings {
  /** `family/language/rcs`. */
  place: string;
  language: Language;
  engine: TemplateEngine;
  picture: CardPicture | null;
}

export interface CardPicture {
  /** Below the public address. */
  path: string;
  hash: string;
}

/** The card with one set of its buttons. */
interface Face {
  template: RichTemplate;
  text: Phrase;
}

/** Turns the words of a card into gaps and functions that fill them; they are parsed here, once. */
export function compileCard(definition: CardDefinition, surroundings: CardSurroundings): Card {
  return new CompiledCard(definition, surroundings);
}

class CompiledCard implements Card {
  readonly buttons: readonly RichButton[];
  readonly gaps: readonly Gap[];
  readonly templates: readonly RichTemplate[];
  private readonly title: Phrase;
  private readonly body: Phrase;
  /** As its author wrote it; undefined for a card that calls nobody. */
  private readonly phone: string | undefined;
  private readonly writeNumber: (variables: TemplateVariables) => string | null;
  private readonly calling: Face | null;
  private readonly silent: Face;

  constructor(
    definition: CardDefinition,
    private readonly surroundings: CardSurroundings,
  ) {
    const { engine } = surroundings;
    const writer = new GapWriter(engine);
    this.title = writer.phrase(definition.title, finisherOf('subject', false));
    this.body = writer.phrase(definition.body, finisherOf('text', false));
    this.gaps = writer.gaps;
    this.phone = definition.buttons.find(({ call }) => call !== undefined)?.phone;
    this.writeNumber = this.phone === undefined ? () => null : numberWriter(this.phone, engine);
    this.buttons = buttonsOf(definition, gapMark(this.gaps.length));
    this.calling = this.phone === undefined ? null : this.face(this.buttons);
    this.silent = this.face(this.buttons.filter(({ kind }) => kind !== 'call'));
    this.templates = [this.calling, this.silent].flatMap((face) => (face ? [face.template] : []));
  }

  fill(variables: TemplateVariables): { text: string; rich: RichContent } {
    const { face, values } = this.facing(variables);
    return {
      text: withValues(face.text, values),
      rich: { version: face.template.version, values: named(values) },
    };
  }

  show(variables: TemplateVariables): ShownCard {
    const { face, values } = this.facing(variables);
    const number = values[this.gaps.length] ?? '';
    return {
      title: withValues(this.title, values),
      body: withValues(this.body, values),
      picture: face.template.picture,
      buttons: face.template.buttons.map((button) =>
        button.kind === 'call' ? { ...button, phone: number } : button,
      ),
    };
  }

  /** The face that is true of the creditor, and what goes into its gaps: the number last. */
  private facing(variables: TemplateVariables): { face: Face; values: string[] } {
    const values = this.gaps.map((gap) => gapValue(gap.write(variables)));
    const number = this.writeNumber(variables);
    if (!this.calling || number === null) return { face: this.silent, values };
    values.push(number);
    return { face: this.calling, values };
  }

  private face(buttons: readonly RichButton[]): Face {
    const { place, language, picture } = this.surroundings;
    const parts = { title: this.title, body: this.body, buttons, number: [this.gaps.length] };
    const text = cardText(parts, language);
    const words = {
      title: withGaps(this.title),
      body: withGaps(this.body),
      picture: picture?.path ?? null,
      buttons,
      text: withGaps(text).replaceAll(LINK_PLACEHOLDER, '{{link}}'),
    };
    const expressions = [...this.gaps.map(({ expression }) => expression), this.phone ?? ''];
    const hash = contentHash([JSON.stringify([words, expressions, picture?.hash ?? null])]);
    const calls = buttons.some(({ kind }) => kind === 'call');
    return {
      template: { version: `${place}@${hash}`, language, ...words, samples: this.samples(calls) },
      text,
    };
  }

  private samples(calls: boolean): Record<string, string> {
    const sample = sampleVariables(this.surroundings.language);
    const examples = this.gaps.map((gap) => exampleOf(() => gapValue(gap.write(sample))));
    if (calls) examples.push(exampleOf(() => this.writeNumber(sample) ?? ''));
    return named(examples);
  }
}

/** Values by the names of their gaps. */
function named(values: readonly string[]): Record<string, string> {
  const byName: Record<string, string> = {};
  for (const [at, value] of values.entries()) byName[at + 1] = value;
  return byName;
}

/** Nothing where it cannot be filled: linting tells why, of this expression as of all others. */
function exampleOf(fill: () => string): string {
  try {
    return fill();
  } catch {
    return '';
  }
}

function numberWriter(
  phone: string,
  engine: TemplateEngine,
): (variables: TemplateVariables) => string | null {
  const template = engine.compile(parseTemplate(phone));
  return (variables) => callableNumber(template(variables));
}

function buttonsOf({ buttons }: CardDefinition, number: string): RichButton[] {
  return buttons.map(({ open, call, reply, payload }): RichButton => {
    if (open !== undefined) return { kind: 'open', title: open };
    if (call !== undefined) return { kind: 'call', title: call, phone: number };
    return { kind: 'reply', title: reply ?? '', payload: payload ?? '' };
  });
}
