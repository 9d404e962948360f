import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { BusinessClock, type CallBeforeTurn, type CallName, CallStore, type StoredTurn } from '#contracts';
import {
  type AwaitedEffect,
  type CallFacts,
  type CallInput,
  type CallState,
  type EffectResult,
  type LoadedDialogue,
  takeTurn,
  type TakenTurn,
} from '#conversation';
import { CallEffects } from './call-effects.js';

/** One turn, with all that it is taken by. */
export interface TurnToTake {
  call: CallName;
  /** Null for the first. */
  state: CallState | null;
  input: CallInput;
  providerRef: string;
  about: CallBeforeTurn;
  spoken: LoadedDialogue;
  facts: CallFacts;
}

/** A turn that somebody else has begun is waited for this often and this long, in machine milliseconds. */
const LOOKS = 20;
const BETWEEN_LOOKS_MS = 100;

/** Takes turns so that each has its effects once, however often and however simultaneously it is asked for. */
@Injectable()
export class TurnTaker {
  constructor(
    @Inject(CallStore) private readonly store: CallStore,
    @Inject(CallEffects) private readonly effects: CallEffects,
    @Inject(BusinessClock) private readonly clock: BusinessClock,
  ) {}

  /** The turn, kept before it is spoken; null when what was kept leads nowhere any more. */
  async take(turn: TurnToTake): Promise<TakenTurn | null> {
    const { kept } = turn.about;
    if (kept?.complete) return again(turn, kept.results);
    const results: Record<string, EffectResult> = {};
    let first: boolean | undefined;
    for (;;) {
      const step = takeTurn(turn.spoken.dialogue, turn.state, turn.input, turn.facts, results);
      if (step.kind === 'turn') {
        await this.store.keep(turn.call, this.stored(turn, step, results));
        return step;
      }
      if (first === undefined) {
        first = await this.store.begin(turn.call, this.stored(turn, step, results));
        const theirs = first ? null : await this.awaitOther(turn);
        if (theirs !== null) return again(turn, theirs);
      }
      results[step.node] = await this.perform(turn, step, first);
    }
  }

  /**
   * A promise that somebody has begun and never finished may have been made or not: it is refused, and the caller
   * offered a person. Everything else may be done again.
   */
  private async perform(turn: TurnToTake, wanted: AwaitedEffect, first: boolean): Promise<EffectResult> {
    if (!first && wanted.effect === 'promise') return 'refused';
    return this.effects.perform(turn.call, turn.about, wanted);
  }

  /** What came of the turn that another request has begun; null when it does not come to its end. */
  private async awaitOther({ call, state }: TurnToTake): Promise<Record<string, EffectResult> | null> {
    for (let look = 0; look < LOOKS; look += 1) {
      const kept = (await this.store.before(call, turnNo(state)))?.kept;
      if (kept?.complete) return kept.results;
      await sleep(BETWEEN_LOOKS_MS);
    }
    return null;
  }

  private stored(
    { about, spoken, providerRef, state }: TurnToTake,
    step: TakenTurn | AwaitedEffect,
    results: Record<string, EffectResult>,
  ): StoredTurn {
    const taken = step.kind === 'turn' ? step : null;
    return {
      turn: turnNo(state),
      node: state?.node ?? null,
      heard: step.heard,
      said: taken?.says ?? [],
      results,
      verified: taken?.verified ?? false,
      outcome: taken?.action.kind === 'hang-up' ? taken.action.outcome : null,
      providerRef,
      dialogueVersion: spoken.version,
      personId: about.personId,
      caseId: about.caseId,
      at: this.clock.now(),
    };
  }
}

/** The first turn of a call is 0. */
export function turnNo(state: CallState | null): number {
  return state?.turn ?? 0;
}

/** The turn as it was: nothing that it did is done again. */
function again(
  { spoken, state, input, facts }: TurnToTake,
  results: Record<string, EffectResult>,
): TakenTurn | null {
  const taken = takeTurn(spoken.dialogue, state, input, facts, results);
  return taken.kind === 'turn' ? taken : null;
}
