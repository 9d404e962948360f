import type { ContactDecision } from './contact-decision.js';
import type { ContactFacts } from './contact-facts.js';
import { resolve } from './resolved-facts.js';

/**
 * The decision where a pack is named that is not there: nothing leaves by the rest of the packs, whose rules may be
 * the laxer ones, and a human looks. It names no policy, so it cannot be decided again from the record.
 */
export function refuseUnknownPolicy(facts: ContactFacts): ContactDecision {
  const rule = { id: 'policy-known', version: 1, pack: 'none', packVersion: 0 };
  const moment = { facts, zones: [], zonesFrom: 'unknown', isHoliday: undefined } as const;
  const resolved = resolve(moment, [], [], 'unknown', facts.at);
  return { outcome: 'refuse', reason: 'policy-unknown', review: true, rule, resolved };
}
