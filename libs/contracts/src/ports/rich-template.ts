import type { Language } from '#domain';

/** A button of a card. */
export type RichButton =
  /** Opens the debtor's page. */
  | { kind: 'open'; title: string }
  /** Calls a number, in E.164 or as a gap that holds one. */
  | { kind: 'call'; title: string; phone: string }
  /** Answers for the debtor, by the payload that comes back with the reply. */
  | { kind: 'reply'; title: string; payload: string };

/**
 * A card as a provider keeps it: fixed words with gaps such as {{1}}, which each message fills. The debtor's page is
 * not among them: an adapter knows the link of what it submits.
 */
export interface RichTemplate {
  /** `family/language/rcs@hash` of everything that decides the wording. */
  version: string;
  language: Language;
  title: string;
  body: string;
  /** Path of a picture below the public address, with its file type; null for a card without one. */
  picture: string | null;
  buttons: readonly RichButton[];
  /** The same in plain text, with the gap {{link}}: for devices and channels that know no cards. */
  text: string;
  /** An example of each gap by its name; real messages fill every one. */
  samples: Readonly<Record<string, string>>;
}

/** What one message puts into the gaps of its template: never empty, since a gap left out shows its example. */
export interface RichContent {
  /** Of the template. */
  version: string;
  values: Readonly<Record<string, string>>;
}

/** Where a provider keeps templates. */
export abstract class RichTemplateDesk {
  /**
   * Makes sure that the provider holds each of these; those that it holds already are left as they are.
   * @throws when the provider refuses one, naming it and the reason
   */
  abstract keep(templates: readonly RichTemplate[]): Promise<void>;
  /** Lets go of its connections. */
  close?(): Promise<void>;
}
