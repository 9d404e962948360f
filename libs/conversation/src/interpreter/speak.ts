import type { CallTurn, SpokenWords } from '#contracts';
import type { TemplateVariables } from '#domain';
import type { Dialogue } from '../dialogue.schema.js';
import { allTexts } from '../node-kinds.js';
import { writeState } from './call-state.js';
import type { TakenTurn } from './take-turn.js';

/**
 * A taken turn with its words filled in.
 * @param person number of the people who answer; a call that it would have to lead there ends without one
 */
export function speak(
  dialogue: Dialogue,
  { says, action }: TakenTurn,
  variables: TemplateVariables,
  words: SpokenWords,
  person: string | null,
): CallTurn {
  const { language } = dialogue;
  const texts = textsOf(dialogue);
  const filled = says.flatMap((key) => {
    const text = texts.get(key);
    return text === undefined ? [] : [words.fill(text, language, variables)];
  });
  const turn = { language, says: filled };
  if (action.kind === 'listen') {
    const { keys, seconds, state } = action;
    return { ...turn, action: { kind: 'listen', keys, seconds, state: writeState(state) } };
  }
  if (action.kind === 'connect' && person !== null) {
    return { ...turn, action: { kind: 'connect', to: person, state: writeState(action.state) } };
  }
  return { ...turn, action: { kind: 'hang-up' } };
}

/** The texts of each dialogue by their keys: looked for at every turn, and never changed. */
const known = new WeakMap<Dialogue, ReadonlyMap<string, string>>();

export function textsOf(dialogue: Dialogue): ReadonlyMap<string, string> {
  const found = known.get(dialogue);
  if (found !== undefined) return found;
  const texts = allTexts(dialogue);
  known.set(dialogue, texts);
  return texts;
}
