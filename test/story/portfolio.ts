import { addBusinesses } from './businesses.js';
import { addConsumers } from './consumers.js';
import type { StoryCase } from './story-case.js';

/** How much of the story is told: every kind of case and life on a few days, or each on all days that matter. */
export const sizes = ['short', 'long'] as const;
export type Size = (typeof sizes)[number];

const CONSUMERS: Readonly<Record<Size, number>> = { short: 105, long: 220 };
const BUSINESSES: Readonly<Record<Size, number>> = { short: 40, long: 80 };

/** The story's cases: always the same. */
export function storyCases(size: Size): StoryCase[] {
  const cases: StoryCase[] = [];
  addConsumers(cases, size, CONSUMERS[size]);
  addBusinesses(cases, size, BUSINESSES[size]);
  return cases;
}
