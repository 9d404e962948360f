import type { Language, PersonStop, TemplateVariables } from '#domain';
import type { HandOffDebtor, HandOffFigures } from './hand-off-document.schema.js';

/** What a letter is written from, read as it leaves. */
export interface LetterFacts {
  figures: HandOffFigures;
  /** Before anything was paid; minor units. */
  claimed: { principalMinor: number; interestMinor: number; costsMinor: number };
  paidMinor: number;
  /** ISO date; null where nobody has established it. */
  timeBarredOn: string | null;
  /** IANA zones of the debtor and of the portfolio, as far as they are known. */
  zones: string[];
  personStops: PersonStop[];
  gender: string | null;
  debtor: HandOffDebtor;
  creditor: {
    country: string;
    phone: string | null;
    email: string | null;
    website: string | null;
    address: string | null;
    bankAccount: string | null;
    /** By language. */
    legalFooter: Record<string, string>;
  };
}

/** A letter as it was written, but for whom it is addressed to: that is read when it is printed, and kept nowhere. */
export interface LetterWords {
  /** `formal-demand/pl@…`, by a hash of the template. */
  version: string;
  language: Language;
  text: string;
  /** Who writes: the line above the address, by which the post returns it. */
  sender: { name: string; address: string; country: string };
}

/** A code says why it may not be written. */
export type LetterResult = { kind: 'written'; words: LetterWords } | { kind: 'refused'; reason: string };

export interface PrintableLetter {
  caseRef: string;
  to: HandOffDebtor;
  words: LetterWords;
}

export interface PrintedLetters {
  pdf: Buffer;
  /** How many pages each letter has, in order. */
  pages: number[];
}

/** Writes and prints letters. */
export abstract class LetterPress {
  /** Kinds of letters that there are words for. */
  abstract readonly known: ReadonlySet<string>;
  abstract write(
    letter: string,
    language: Language,
    variables: TemplateVariables,
  ): Pick<LetterWords, 'version' | 'text'>;
  /** One PDF, each letter on pages of its own. The same letters make the same bytes. */
  abstract print(letters: readonly PrintableLetter[], madeAt: string): Promise<PrintedLetters>;
}
