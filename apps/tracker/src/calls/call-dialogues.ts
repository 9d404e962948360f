import { join } from 'node:path';
import type { CallStore, SpokenWords } from '#contracts';
import { type DialogueSet, loadDialogues, type LoadedDialogue } from '#conversation';
import type { Language } from '#domain';
import { loadSpokenWords } from '#templating';

export const CALL_DIALOGUES = Symbol('CALL_DIALOGUES');

const NAME = /^dialogues\/([a-z][a-z0-9-]*)\//;

/** The dialogues that calls follow, and the words that fill them. */
export class CallDialogues {
  constructor(
    private readonly dialogues: DialogueSet,
    readonly words: SpokenWords,
  ) {}

  /**
   * The dialogue of a version, or as it reads today: a call that was prepared with an older one begins and ends with
   * what is known now, and the transcript says which that was. Undefined when it is gone.
   */
  ofVersion(version: string, language: Language): LoadedDialogue | undefined {
    const name = NAME.exec(version)?.[1];
    return name === undefined ? undefined : this.dialogues.find(name, language);
  }

  /**
   * Reads them all, and keeps their text in the records of calls.
   * @throws when one is not fit to be spoken (I9)
   */
  static async load(dir: string, store: CallStore): Promise<CallDialogues> {
    const words = await loadSpokenWords(dir);
    const dialogues = await loadDialogues(join(dir, 'dialogues'), words);
    await store.keepDialogues(dialogues.all());
    return new CallDialogues(dialogues, words);
  }
}
