import type { BehaviourClass, BehaviourModel } from './behaviour.schema.js';
import type { CallWay, CallsModel } from './calls.schema.js';
import { debtorBehaviour, type Seed } from './debtor-behaviour.js';
import { drawDelay } from './delay.schema.js';
import { pickByShare, seededRandom } from './seeded-random.js';

/** What is pressed or said when a call asks for something. */
export type CallAnswer =
  /** What shows who they are, as far as the one who plays the debtor knows it. */
  | { readonly kind: 'identity' }
  /** Keys of the right length that belong to nobody. */
  | { readonly kind: 'wrong-identity' }
  | { readonly kind: 'keys'; readonly keys: string }
  | { readonly kind: 'says'; readonly text: string }
  | { readonly kind: 'silence' }
  | { readonly kind: 'hang-up' };

export interface PlannedAnswer {
  /** Business milliseconds after the question was put. */
  readonly afterMs: number;
  readonly answer: CallAnswer;
}

/** How one call is taken. */
export interface CallReaction {
  /** Key of the way, for logs and tests. */
  readonly way: string;
  readonly picksUp: CallWay['picksUp'] | 'failed';
  /** Business milliseconds of ringing before that. */
  readonly afterMs: number;
  /** The n-th is for the n-th question of the call; beyond the last there is silence. */
  readonly answers: readonly PlannedAnswer[];
}

/** A model that says nothing about calls: they ring out. */
export const RINGS_OUT: CallReaction = { way: 'rings-out', picksUp: 'nobody', afterMs: 0, answers: [] };

/** Twilio's code of a number that does not exist; others are phones that are off. */
const UNKNOWN_HANDSET = 30005;

/**
 * How a debtor takes a call. Chance hangs on the seed, the subject and the ordinal alone, so that a replay meets the
 * same people in the same mood.
 * @param ordinal how many calls the debtor has been made with this one; from 1
 */
export function answerCall(
  model: BehaviourModel,
  seed: Seed,
  subject: string,
  ordinal: number,
): CallReaction {
  const { calls } = model;
  if (calls === undefined) return RINGS_OUT;
  const behaviour = debtorBehaviour(model, seed, subject);
  const random = seededRandom(`${seed}|call|${subject}|${ordinal}`);
  const afterMs = drawDelay(calls.rings, random);
  const failure = failingPhone(behaviour, afterMs, random);
  if (failure !== null) return failure;
  const way = wayOf(calls, behaviour, random());
  const answers = way.answers.map((text) => ({
    afterMs: drawDelay(calls.presses, random),
    answer: toAnswer(text),
  }));
  return { way: way.key, picksUp: way.picksUp, afterMs, answers };
}

/** A number of nobody fails, a phone that is off rings out; a stranger who has it now puts the receiver down. */
function failingPhone({ phone }: BehaviourClass, afterMs: number, random: () => number): CallReaction | null {
  if (phone === undefined || random() >= phone.chance) return null;
  if ((phone.texts ?? []).length > 0 && random() < phone.textChance) {
    const answers = [{ afterMs: 1_500, answer: { kind: 'hang-up' } as const }];
    return { way: 'a-stranger-hangs-up', picksUp: 'person', afterMs, answers };
  }
  const picksUp = phone.fails === UNKNOWN_HANDSET ? 'failed' : 'nobody';
  return { way: 'phone-fails', picksUp, afterMs, answers: [] };
}

function wayOf({ ways }: CallsModel, { calls }: BehaviourClass, roll: number): CallWay {
  const [first, ...others] = calls ? ways.filter(({ key }) => calls.includes(key)) : ways;
  if (first === undefined) throw new Error('a behaviour class takes calls in no way that the model knows');
  return pickByShare([first, ...others], roll);
}

function toAnswer(text: string): CallAnswer {
  if (text === 'identity' || text === 'wrong-identity' || text === 'silence' || text === 'hang-up') {
    return { kind: text };
  }
  if (text.startsWith('says: ')) return { kind: 'says', text: text.slice('says: '.length) };
  return { kind: 'keys', keys: text };
}
