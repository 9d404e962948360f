import type { Campaign } from './campaign.schema.js';
import { askForCounts, compileCondition } from './case-condition.js';
import type { CaseFacts } from './case-facts.js';
import { stageOf } from './stage.js';

export type AudienceFacts = Pick<
  CaseFacts,
  | 'kind'
  | 'language'
  | 'balanceMinor'
  | 'status'
  | 'stage'
  | 'promise'
  | 'lastPaymentAt'
  | 'attributes'
  | 'history'
> & {
  readonly currency: string;
  readonly dpd: number;
  /** Epoch ms. */
  readonly now: number;
};

/** Whether a case may be enrolled in a campaign; made once for many cases. */
export function audienceOf(campaign: Pick<Campaign, 'audience'>): (facts: AudienceFacts) => boolean {
  const { currency, ...condition } = campaign.audience;
  const holds = compileCondition(condition);
  return (facts) =>
    facts.status === 'open' &&
    facts.balanceMinor > 0 &&
    facts.currency === currency &&
    holds({ facts, dpd: facts.dpd, now: facts.now, stage: stageOf(facts.stage, facts.dpd) });
}

/** Whether the history of cases must be read to tell who belongs to the audience. */
export function audienceAsksForHistory({ audience }: Pick<Campaign, 'audience'>): boolean {
  return askForCounts([audience]);
}
