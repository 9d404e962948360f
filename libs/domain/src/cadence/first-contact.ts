import { advance } from './advance.js';
import type { CaseFacts } from './case-facts.js';
import type { CompiledCampaign } from './compile-campaign.js';
import { type Effect, wakeAt } from './effects.js';
import { enterCampaign } from './enrolment-state.js';
import { laterStage } from './stage.js';

/** A case that would enter a campaign. */
export interface Entering {
  readonly facts: CaseFacts;
  /** Which entry of the case it would be, from 1. */
  readonly occurrence: number;
  /** Business instants, epoch ms: when it enters, and before which a contact counts. */
  readonly now: number;
  readonly before: number;
}

/**
 * The step that would contact a case first if it entered now and nothing happened to it meanwhile: nobody answers,
 * pays or lets it go on. Null where no contact is due in that time. Whether policy permits it then is not asked.
 */
export function firstContact(
  campaign: CompiledCampaign,
  { facts, occurrence, now, before }: Entering,
): string | null {
  let state = enterCampaign(now, occurrence);
  let { stage } = facts;
  let at: number | null = now;
  while (at !== null && at < before) {
    const result = advance(campaign, state, factsAt({ ...facts, stage }, at), at);
    for (const effect of result.effects) {
      if (effect.kind === 'send') return effect.stepKey;
      // Whoever is asked has the case until they answer, and nobody answers.
      if (asksSomebody(effect)) return null;
      if (effect.kind === 'setStage') stage = laterStage(stage, effect.stage);
    }
    state = result.state;
    at = wakeAt(result.next);
  }
  return null;
}

/** A hold with an end is over by itself. */
function factsAt(facts: CaseFacts, at: number): CaseFacts {
  const { outreachParked, parkedUntil } = facts;
  return outreachParked && parkedUntil != null && parkedUntil <= at
    ? { ...facts, outreachParked: false, underAgreement: false, parkedUntil: null }
    : facts;
}

function asksSomebody(effect: Effect): boolean {
  return effect.kind === 'escalate' || (effect.kind === 'handOff' && effect.decideBy !== null);
}
