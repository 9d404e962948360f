import type { AudienceFacts } from '../cadence/audience.js';
import type { Channel } from '../cadence/channel.js';
import type { CompiledCampaign } from '../cadence/compile-campaign.js';
import type { BehaviourModel } from '../behaviour/behaviour.schema.js';
import type { Seed } from '../behaviour/debtor-behaviour.js';
import type { Calendar } from '../calendar/calendar.js';
import type { CompiledPolicy } from '../policy/compiled-policy.js';
import type { RecordedHistory } from './history/recorded-history.js';
import type { SimulationWatcher } from './simulation-watcher.js';

/** What is the same for every person of a simulation. */
export interface SimulationWorld {
  readonly campaign: CompiledCampaign;
  readonly belongs: (facts: AudienceFacts) => boolean;
  /** Whether a pilot is open to a person, so many days after the launch. */
  readonly isOpenTo: (person: string, days: number) => boolean;
  /** Under the packs of a portfolio together with the campaign's. */
  policyOf(packs: readonly string[]): CompiledPolicy;
  readonly calendar: Calendar;
  readonly behaviour: BehaviourModel;
  readonly seed: Seed;
  /** Epoch ms: when the campaign is launched, and the first instant that is not simulated any more. */
  readonly from: number;
  readonly until: number;
  /** Whether a template family has words for a channel in a language. */
  isWritten(family: string, language: string, channel: Channel): boolean;
  /** Lives through what was recorded, instead of what the behaviour model makes up. */
  readonly history?: RecordedHistory;
  /** When the pause ends that the campaign is in (Infinity: it does not); null where it is in none. */
  readonly pausedUntil?: (now: number) => number | null;
  readonly watcher: SimulationWatcher;
}
