import { addBusinesses } from './businesses.js';
import { addConsumers } from './consumers.js';
import type { Size, StoryCase } from './story-case.js';

const CONSUMERS: Readonly<Record<Size, number>> = { short: 105, long: 220 };
const BUSINESSES: Readonly<Record<Size, number>> = { short: 40, long: 80 };

/** The story's cases: always the same. */
export function storyCases(size: Size): StoryCase[] {
  const cases: StoryCase[] = [];
  addConsumers(cases, size, CONSUMERS[size]);
  addBusinesses(cases, size, BUSINESSES[size]);
  return cases;
}
