import type { Campaign } from './campaign.schema.js';
import { compileCondition } from './case-condition.js';
import type { CaseFacts } from './case-facts.js';
import { stageOf } from './stage.js';

export type AudienceFacts = Pick<
  CaseFacts,
  'kind' | 'language' | 'balanceMinor' | 'status' | 'stage' | 'promise'
> & {
  readonly currency: string;
  readonly dpd: number;
};

/** Whether a case may be enrolled in a campaign; made once for many cases. */
export function audienceOf(campaign: Campaign): (facts: AudienceFacts) => boolean {
  const { currency, ...condition } = campaign.audience;
  const holds = compileCondition(condition);
  return (facts) =>
    facts.status === 'open' &&
    facts.balanceMinor > 0 &&
    facts.currency === currency &&
    holds({ facts, dpd: facts.dpd, stage: stageOf(facts.stage, facts.dpd) });
}
