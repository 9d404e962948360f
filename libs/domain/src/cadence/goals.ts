import type { Campaign } from './campaign.schema.js';
import type { CaseFacts } from './case-facts.js';

export type Goal = Campaign['goals'][number];

const reached: Readonly<Record<Goal, (facts: CaseFacts) => boolean>> = {
  paid: (facts) => facts.balanceMinor <= 0,
  closed: (facts) => facts.status === 'closed',
  responded: (facts) => facts.lastResponseAt !== null,
};

/** Nothing owed, nothing asked: these end a cadence whatever its file says. */
const always: readonly Goal[] = ['paid', 'closed'];

/** The goals of a campaign, in the order in which they are looked at. */
export function allGoals(campaign: Pick<Campaign, 'goals'>): readonly Goal[] {
  return [...new Set([...always, ...campaign.goals])];
}

export function reachedGoal(goals: readonly Goal[], facts: CaseFacts): Goal | null {
  return goals.find((goal) => reached[goal](facts)) ?? null;
}
