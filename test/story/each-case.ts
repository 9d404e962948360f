import { warsawInstant } from './local-time.js';
import type { StoryCase } from './story-case.js';

/** Fallbacks and clock steps may come this much later than the moment itself, never earlier. */
const LATEST_MS = 60 * 60_000;

/** Those whose person owes nothing else: of them every contact is foreseen. */
export function casesAlone(cases: readonly StoryCase[]): StoryCase[] {
  return cases.filter((each) => !hasTwin(each, cases));
}

export function hasTwin(each: StoryCase, cases: readonly StoryCase[]): boolean {
  return cases.some((other) => other.person === each.person && other.ref !== each.ref);
}

/** A case, so that whoever reads of it knows which life it leads. */
export function told(each: StoryCase): string {
  const acts = each.acts.map(({ does }) => does).join(', ') || 'left alone';
  return `${each.ref} (${each.life}, ${acts}, day ${each.dpd})`;
}

/** Never before its time. */
export function isSoon(wanted: string, got: string): boolean {
  const late = warsawInstant(got) - warsawInstant(wanted);
  return late >= 0 && late <= LATEST_MS;
}
