import {
  FILLER_WORDS,
  HELP_PHRASES,
  MISTAKE_PHRASES,
  OPT_OUT_PHRASES,
  WRONG_PARTY_PHRASES,
} from './reply-words.data.js';

/** What an inbound text asks for. */
export interface ReplyClass {
  readonly kind: 'opt-out' | 'wrong-party' | 'help' | 'other';
  /**
   * Whether a word that ends messages occurs in a text that is no opt-out by itself ("stop, I will pay
   * tomorrow", "nie stop"). No address is blocked on it: outreach rests until a human has read it.
   */
  readonly mentionsOptOut: boolean;
}

/**
 * Tells an opt-out, a stranger's "wrong number" and a call for help from anything else.
 *
 * A text is an opt-out when it consists of nothing but opt-out phrases and courtesies: "STOP", "stop.",
 * "Proszę nie pisać", "STOP SMS". A phrase inside another sentence is none: "nie stop" and "stopień" and
 * "don't stop" mean something else, and "koniec miesiąca" is a date to pay by. Case, punctuation and
 * diacritics do not matter.
 */
export function classifyReply(text: string): ReplyClass {
  const words = wordsOf(text);
  if (consistsOf(words, OPT_OUT, FILLER_OR_MISTAKE)) return { kind: 'opt-out', mentionsOptOut: true };
  // Whoever is not the debtor is asked for nothing more, whether or not they ask us to stop in the same breath.
  if (consistsOf(words, WRONG_PARTY_OR_OPT_OUT, FILLER_OR_MISTAKE))
    return { kind: 'wrong-party', mentionsOptOut: false };
  if (consistsOf(words, HELP)) return { kind: 'help', mentionsOptOut: false };
  return { kind: 'other', mentionsOptOut: words.some((_, at) => longestPhrase(words, at, OPT_OUT) > 0) };
}

/** Lower case, no diacritics (ł included), apostrophes dropped, everything else than letters parts words. */
function wordsOf(text: string): readonly string[] {
  const plain = text
    .slice(0, LONGEST_TEXT)
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ł', 'l')
    .replace(/['’ʼ`]/g, '');
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/** Longer texts are letters, not key words; the bound keeps hostile input cheap. */
const LONGEST_TEXT = 1600;

type Phrases = ReadonlyMap<string, readonly (readonly string[])[]>;

/** Phrases as word lists by their first word, longest first. */
function phrasesOf(texts: readonly string[]): Phrases {
  const byFirst = new Map<string, (readonly string[])[]>();
  for (const words of texts.map(wordsOf)) {
    const first = words[0];
    if (first !== undefined) byFirst.set(first, [...(byFirst.get(first) ?? []), words]);
  }
  for (const phrases of byFirst.values()) phrases.sort((a, b) => b.length - a.length);
  return byFirst;
}

const OPT_OUT = phrasesOf(OPT_OUT_PHRASES);
const WRONG_PARTY_OR_OPT_OUT = phrasesOf([...WRONG_PARTY_PHRASES, ...OPT_OUT_PHRASES]);
const HELP = phrasesOf(HELP_PHRASES);
const FILLER = phrasesOf(FILLER_WORDS);
const FILLER_OR_MISTAKE = phrasesOf([...FILLER_WORDS, ...MISTAKE_PHRASES]);

/** Length of the longest phrase that stands at the position; 0 when none does. */
function longestPhrase(words: readonly string[], at: number, phrases: Phrases): number {
  const candidates = phrases.get(words[at] ?? '') ?? [];
  return candidates.find((phrase) => phrase.every((word, i) => words[at + i] === word))?.length ?? 0;
}

/** Whether at least one of the phrases stands there, and nothing else but fillers. */
function consistsOf(words: readonly string[], phrases: Phrases, fillers = FILLER): boolean {
  let found = false;
  for (let at = 0; at < words.length;) {
    const phrase = longestPhrase(words, at, phrases);
    const length = phrase > 0 ? phrase : longestPhrase(words, at, fillers);
    if (length === 0) return false;
    found ||= phrase > 0;
    at += length;
  }
  return found;
}
