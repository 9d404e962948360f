import { CallWords, type KeptCall, type SpokenWords } from '#contracts';
import { type Dialogue, keptDialogue, saidWords } from '#conversation';
import type { TemplateVariables } from '#domain';

/** Versions are few, and each is read again and again. */
const VERSIONS_KEPT = 100;

/** The words of calls, from the dialogue that each followed and what it was filled with. */
export class DialogueWords extends CallWords {
  private readonly dialogues = new Map<string, Dialogue | null>();

  constructor(private readonly words: SpokenWords) {
    super();
  }

  of(call: KeptCall, turns: readonly (readonly string[])[]): (string[] | null)[] {
    const dialogue = this.dialogueOf(call);
    const variables = variablesOf(call.variables);
    if (dialogue === null || variables === null) return turns.map(() => null);
    return turns.map((said) => {
      try {
        return saidWords(dialogue, said, variables, this.words);
      } catch {
        // An older version of the product knew other variables: the names of the texts are what is left to tell.
        return null;
      }
    });
  }

  private dialogueOf({ version, source }: KeptCall): Dialogue | null {
    const known = this.dialogues.get(version);
    if (known !== undefined) return known;
    if (this.dialogues.size >= VERSIONS_KEPT) this.dialogues.clear();
    const dialogue = keptDialogue(source);
    this.dialogues.set(version, dialogue);
    return dialogue;
  }
}

/** Null where the leg no longer keeps them. */
function variablesOf(text: string): TemplateVariables | null {
  try {
    return JSON.parse(text) as TemplateVariables | null;
  } catch {
    return null;
  }
}
