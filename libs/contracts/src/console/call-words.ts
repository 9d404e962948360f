/** What is on record of the words of one call. Personal: never logged. */
export interface KeptCall {
  /** The dialogue that it followed: its version, and its text as it read then. */
  version: string;
  source: string;
  /** What its texts were filled with, as JSON. */
  variables: string;
}

/** Tells what calls said, word by word: their records name the texts alone. */
export abstract class CallWords {
  /** The words of each turn, by the names of its texts; null for a turn whose words are not known any more. */
  abstract of(call: KeptCall, turns: readonly (readonly string[])[]): (string[] | null)[];
}
