import type { SpokenWords } from '#contracts';
import { type Language, languages } from '#domain';
import { textsOf } from '../interpreter/speak.js';
import { DialogueFaultsError, loadDialogues } from './load-dialogues.js';

/** All that a dialogue can say, by language. */
export type Sayings = Readonly<Record<Language, readonly string[]>>;

/** What the dialogues under a folder say, by name; none where any of them is not fit to be spoken, for no call is then. */
export async function soundSayings(
  folder: string,
  words: SpokenWords,
): Promise<ReadonlyMap<string, Sayings>> {
  try {
    const set = await loadDialogues(folder, words);
    return new Map(
      set.names.map((name) => {
        const texts = languages.map((language) => {
          const loaded = set.find(name, language);
          return [language, loaded === undefined ? [] : [...textsOf(loaded.dialogue).values()]] as const;
        });
        return [name, Object.fromEntries(texts) as Record<Language, string[]>];
      }),
    );
  } catch (error) {
    if (error instanceof DialogueFaultsError) return new Map();
    throw error;
  }
}
