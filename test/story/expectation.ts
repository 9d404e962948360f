import { CaseStory } from './case-told.js';
import type { Expectation } from './expected.js';
import type { StoryCase } from './story-case.js';

/** What a case must receive, and which work it must bring to agents, when nobody else's case gets in its way. */
export function expectationOf(each: StoryCase): Expectation {
  if (each.keptOut === null) return new CaseStory(each).tell();
  return { contacts: [], escalations: [], asked: [], closed: null, owesMinor: each.principalMinor };
}
