import type { CallEffect, CallOutcome, Dialogue, DialogueNode } from '../dialogue.schema.js';
import { mismatchKey, questionOf, wrongKeyKey } from '../node-kinds.js';
import type { CallFacts, CallInput, EffectResults } from './call-facts.js';
import { type CallState, MOST_TURNS } from './call-state.js';
import { hear, type Heard, NOT_SHOWN, NOT_UNDERSTOOD } from './hear.js';
import { proofFor } from './identity-proof.js';

/** What follows a turn. */
export type TurnAction =
  | { kind: 'listen'; keys: number; seconds: number; state: CallState }
  | { kind: 'connect'; state: CallState }
  | { kind: 'hang-up'; outcome: CallOutcome | null };

export interface TakenTurn {
  kind: 'turn';
  /** What was heard, as a transcript says it: an intent's name, never the keys themselves. */
  heard: string;
  /** Keys of the texts to say, in order. */
  says: readonly string[];
  verified: boolean;
  action: TurnAction;
}

/** An effect whose result decides how the turn goes on: to be made to happen, then the turn is taken again with it. */
export interface AwaitedEffect {
  kind: 'effect';
  node: string;
  effect: CallEffect;
  /** Of a promise: by when, in days from today. */
  days: number | null;
  heard: string;
}

/**
 * Takes one turn of a call. Pure: the same dialogue, state, input, facts and results give the same turn, so that a
 * turn can be replayed.
 * @param state null for the first turn
 */
export function takeTurn(
  dialogue: Dialogue,
  state: CallState | null,
  input: CallInput,
  facts: CallFacts,
  results: EffectResults = {},
): TakenTurn | AwaitedEffect {
  const heard = hear(dialogue, state, input, facts);
  if (heard.to === null)
    return {
      kind: 'turn',
      heard: heard.as,
      says: [],
      verified: false,
      action: { kind: 'hang-up', outcome: null },
    };
  return new Walk(dialogue, state, heard, facts, results).from(heard.to);
}

/** The way from what was heard to where the call waits again, or ends. */
class Walk {
  private readonly says: string[] = [];
  private readonly chosen: string[];

  constructor(
    private readonly dialogue: Dialogue,
    private readonly state: CallState | null,
    private readonly heard: Heard,
    private readonly facts: CallFacts,
    private readonly results: EffectResults,
  ) {
    this.chosen = [...(state?.chosen ?? [])];
  }

  from(first: string): TakenTurn | AwaitedEffect {
    let key = first;
    // The lint proves that no such way leads in a circle; the bound holds for what was never linted.
    for (let steps = 0; steps < MOST_TURNS; steps += 1) {
      const node = this.dialogue.nodes[key];
      if (node === undefined) break;
      if ('do' in node) {
        const result = this.results[key];
        if (result === undefined) return this.awaits(key, node.do, node.days ?? null);
        if (node.say !== undefined) this.says.push(key);
        if (result === 'done') this.chosen.push(node.do);
        key = result === 'done' ? node.done : node.refused;
      } else if ('transfer' in node && !this.facts.personAnswers) {
        key = node.closed;
      } else if ('check' in node && proofFor(node, this.facts) === null) {
        key = node.unprovable;
      } else return this.stopAt(key, node);
    }
    return this.taken({ kind: 'hang-up', outcome: null });
  }

  private awaits(node: string, effect: CallEffect, days: number | null): AwaitedEffect {
    return { kind: 'effect', node, effect, days, heard: this.heard.as };
  }

  private stopAt(key: string, node: DialogueNode): TakenTurn {
    if ('end' in node) {
      if (node.say !== undefined) this.says.push(key);
      return this.taken({ kind: 'hang-up', outcome: node.end });
    }
    const state: CallState = {
      turn: (this.state?.turn ?? 0) + 1,
      node: key,
      tries: this.state?.node === key ? this.heard.tries : 0,
      verified: this.heard.verified,
      chosen: this.chosen,
    };
    if ('check' in node) {
      const proof = proofFor(node, this.facts) ?? 'birthDate';
      const mismatch = this.heard.as === NOT_SHOWN && this.asksAgain(key) && node.by[proof]?.mismatch;
      if (mismatch) this.says.push(mismatchKey(key, proof));
      this.says.push(`${key}:${proof}`);
      const keys = node.by[proof]?.keys ?? 0;
      return this.taken({ kind: 'listen', keys, seconds: node.seconds, state });
    }
    const wrong = this.heard.as === NOT_UNDERSTOOD && this.asksAgain(key) && this.dialogue.wrongKey;
    if (wrong) this.says.push(wrongKeyKey(key));
    this.says.push(key);
    const seconds = questionOf(node)?.seconds;
    if (seconds === undefined) return this.taken({ kind: 'connect', state });
    return this.taken({ kind: 'listen', keys: 1, seconds, state });
  }

  private asksAgain(key: string): boolean {
    return this.state?.node === key;
  }

  private taken(action: TurnAction): TakenTurn {
    return { kind: 'turn', heard: this.heard.as, says: this.says, verified: this.heard.verified, action };
  }
}
