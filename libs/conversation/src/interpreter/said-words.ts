import type { SpokenWords } from '#contracts';
import { type TemplateVariables, YamlSource } from '#domain';
import { type Dialogue, dialogueSchema } from '../dialogue.schema.js';
import { textsOf } from './speak.js';

/** A dialogue as it read when a call followed it; null when the text is none that is understood today. */
export function keptDialogue(source: string): Dialogue | null {
  const parsed = dialogueSchema.safeParse(new YamlSource(source, 'dialogue').content()?.value);
  return parsed.success ? parsed.data : null;
}

/**
 * What a call heard at a turn, by the names of its texts. It was fit to be said on its day, so that nothing is judged
 * anew; null where a text has no such name or cannot be filled any more.
 */
export function saidWords(
  dialogue: Dialogue,
  said: readonly string[],
  variables: TemplateVariables,
  words: SpokenWords,
): string[] | null {
  const texts = textsOf(dialogue);
  const filled: string[] = [];
  for (const key of said) {
    const text = texts.get(key);
    if (text === undefined) return null;
    filled.push(words.fill(text, dialogue.language, variables));
  }
  return filled;
}
