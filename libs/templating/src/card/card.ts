import type { RichButton, RichContent, RichTemplate } from '#contracts';
import type { TemplateVariables } from '#domain';

/** An expression of a card's words: providers keep a gap in its place, which each message fills. */
export interface Gap {
  /** `1` for what is written {{1}}. */
  name: string;
  /** As its author wrote it. */
  expression: string;
  /** What the expression writes, as it comes. */
  write: (variables: TemplateVariables) => string;
}

/** A card with the words of one case in it. */
export interface ShownCard {
  title: string;
  body: string;
  /** Path of the picture below the public address; null for a card without one. */
  picture: string | null;
  buttons: readonly RichButton[];
}

/** A compiled rcs.yaml. */
export interface Card {
  /** All of them; the one that calls is left out for a creditor without a number. */
  buttons: readonly RichButton[];
  gaps: readonly Gap[];
  /** As providers keep it: with the button that calls first, if it has one, then without. */
  templates: readonly RichTemplate[];
  /** The card in plain text, the link left as a placeholder, and what goes into the gaps. */
  fill: (variables: TemplateVariables) => { text: string; rich: RichContent };
  /** The card as it is looked at. */
  show: (variables: TemplateVariables) => ShownCard;
}
