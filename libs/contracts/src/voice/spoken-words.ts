import type { Language, TemplateVariables } from '#domain';

/** Who may hear a text: whoever answers the phone, or a person whose identity was shown. */
export type Audience = 'anyone' | 'verified';

/** Texts that are spoken. They stand in dialogue files, and are filled as the texts of messages are. */
export abstract class SpokenWords {
  /** What is wrong with a text, in words for its author; nothing where it may be said to this audience. */
  abstract faults(text: string, language: Language, audience: Audience): string[];
  /** Whether the text names this variable, such as `creditor.name`. */
  abstract names(text: string, variable: string): boolean;
  abstract fill(text: string, language: Language, variables: TemplateVariables): string;
}
