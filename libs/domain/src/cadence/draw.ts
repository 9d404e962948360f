import { stableShare } from '../behaviour/seeded-random.js';
import type { CaseFacts } from './case-facts.js';

/**
 * A number in [0, 1) that belongs to a debtor for ever, for one choice of one campaign: whoever is asked again, by any
 * process and in any version, gets the same. Two choices are drawn apart from one another.
 */
export function drawOf(
  campaignKey: string,
  choice: string,
  { subject = '' }: Pick<CaseFacts, 'subject'>,
): number {
  return stableShare(`${campaignKey}|${choice}|${subject}`);
}
