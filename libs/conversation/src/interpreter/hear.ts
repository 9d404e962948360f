import type { CheckNode, Dialogue, Question } from '../dialogue.schema.js';
import { questionOf } from '../node-kinds.js';
import type { CallFacts, CallInput } from './call-facts.js';
import { type CallState, MOST_TURNS } from './call-state.js';
import { isProved } from './identity-proof.js';

/** A key that the question does not take. */
export const NOT_UNDERSTOOD = 'not-understood';
/** Keys that do not show who it is. */
export const NOT_SHOWN = 'identity-not-shown';

/** What an input means where the call stands. */
export interface Heard {
  /** In a transcript's words; the keys of an identity check are in none of them. */
  as: string;
  /** The node that it leads to; null where nothing is to be said at all. */
  to: string | null;
  /** How often the node has asked in vain by now, should it ask again. */
  tries: number;
  verified: boolean;
}

export function hear(dialogue: Dialogue, state: CallState | null, input: CallInput, facts: CallFacts): Heard {
  if (input.kind === 'answered' || state === null) return answered(dialogue, input);
  const { verified, tries } = state;
  const asked = input.kind === 'keys' ? intentOf(dialogue.always, input.keys) : undefined;
  if (asked !== undefined) return { as: asked.name, to: asked.to, tries, verified };
  if (state.turn >= MOST_TURNS) return { as: 'too-long', to: dialogue.farewell, tries, verified };
  const heard = atNode(dialogue, state, input, facts);
  // Paid or stopped while the call went on: from here on there is nothing to tell.
  return facts.moot && heard.verified ? { ...heard, to: dialogue.moot } : heard;
}

/** Silent where it is not known that a person listens: detection errs. A fax hears nothing. */
function answered(dialogue: Dialogue, input: CallInput): Heard {
  const by = input.kind === 'answered' ? input.by : 'unknown';
  const to = by === 'fax' ? null : by === 'person' ? dialogue.start : dialogue.voicemail;
  return { as: `answered-by-${by}`, to, tries: 0, verified: false };
}

function atNode(
  dialogue: Dialogue,
  { node: key, tries, verified }: CallState,
  input: CallInput,
  facts: CallFacts,
): Heard {
  const node = dialogue.nodes[key];
  if (node === undefined) return { as: 'unknown-place', to: dialogue.farewell, tries, verified };
  if ('transfer' in node) {
    const made = input.kind === 'connection' && input.made;
    return {
      as: made ? 'connected' : 'not-connected',
      to: made ? node.connected : node.failed,
      tries,
      verified,
    };
  }
  const keys = input.kind === 'keys' ? input.keys : '';
  if ('check' in node) return atCheck(key, node, tries, keys, facts);
  const question = questionOf(node);
  if (question === undefined) return { as: 'unknown-place', to: dialogue.farewell, tries, verified };
  return { ...atQuestion(key, question, tries, keys), verified };
}

function atQuestion(key: string, question: Question, tries: number, keys: string): Omit<Heard, 'verified'> {
  const intent = intentOf(question.intents, keys);
  if (intent !== undefined) return { as: intent.name, to: intent.to, tries };
  const silent = keys === '';
  const as = silent ? 'silence' : NOT_UNDERSTOOD;
  if (tries < question.repeats) return { as, to: key, tries: tries + 1 };
  return { as, to: silent ? question.silence : question.notUnderstood, tries };
}

function atCheck(key: string, node: CheckNode, tries: number, keys: string, facts: CallFacts): Heard {
  if (isProved(node, keys, facts)) return { as: 'identity-shown', to: node.verified, tries, verified: true };
  const as = keys === '' ? 'silence' : NOT_SHOWN;
  const again = tries + 1 < node.tries;
  return { as, to: again ? key : node.failed, tries: tries + 1, verified: false };
}

function intentOf(intents: Question['intents'], keys: string): { name: string; to: string } | undefined {
  const found = Object.entries(intents).find(([, { key }]) => key === keys);
  return found && { name: found[0], to: found[1].to };
}
