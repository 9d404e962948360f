import type { Calendar, HolidayLookup } from '../calendar/calendar.js';
import type { ZoneTable } from '../calendar/zone-table.js';
import { canonicalJson } from './canonical-json.js';
import type { CompiledPolicy } from './compiled-policy.js';
import type {
  ContactDecision,
  DecisionOutcome,
  ResolvedFacts,
  ResolvedZone,
  StoredDecision,
} from './contact-decision.js';
import type { ContactFacts } from './contact-facts.js';
import { decideWith } from './decide-contact.js';

/**
 * Splits a decision from its record into the form in which it is stored: plain data, no personal data.
 * @param caseId which of the cases of a message for several it is of
 */
export function storeDecision(
  facts: ContactFacts,
  decision: ContactDecision,
  caseId?: string,
): StoredDecision {
  const { resolved, ...outcome } = decision;
  const stored = { facts, decision: outcome, resolved, policyHash: resolved.policyHash };
  return caseId === undefined ? stored : { caseId, ...stored };
}

/** What came of deciding a stored decision again. */
export type Replay =
  | { readonly result: 'same'; readonly decision: ContactDecision }
  | { readonly result: 'different'; readonly decision: ContactDecision; readonly stored: DecisionOutcome }
  | { readonly result: 'policy-unknown'; readonly policyHash: string };

/**
 * Decides again from what was stored, with the zones and holidays recorded then in place of today's tables.
 * `different` means that the record was changed afterwards, or the code of a rule without a new version.
 * @param policyByHash compiles the packs that were kept under the hash
 */
export function replayDecision(
  stored: StoredDecision,
  policyByHash: (hash: string) => CompiledPolicy | undefined,
): Replay {
  const policy = policyByHash(stored.policyHash);
  if (policy === undefined || policy.hash !== stored.policyHash) {
    return { result: 'policy-unknown', policyHash: stored.policyHash };
  }
  const decision = decideWith(stored.facts, policy, recordedCalendar(stored.resolved));
  const again = storeDecision(stored.facts, decision, stored.caseId);
  return canonicalJson(again) === canonicalJson(stored)
    ? { result: 'same', decision }
    : { result: 'different', decision, stored: stored.decision };
}

/** The zones and holidays as they were written down with a decision; they know nothing beyond it. */
export function recordedCalendar(resolved: ResolvedFacts): Calendar {
  const tables = new Map(resolved.zones.map((zone) => [zone.zone, recordedZone(zone)]));
  const holidays = resolved.holidays === null ? undefined : new Set(resolved.holidays);
  const lookup: HolidayLookup | undefined = holidays && ((epochDay) => holidays.has(epochDay));
  return {
    zone: (name) => tables.get(name),
    holidays: () => lookup,
    hasSingleZone: () => resolved.zonesFrom === 'portfolio',
  };
}

function recordedZone({ zone, offset, before, shifts = [] }: ResolvedZone): ZoneTable {
  return {
    zone,
    from: -Infinity,
    until: Infinity,
    transitions: shifts.map(([instant]) => instant),
    offsets: [before ?? offset, ...shifts.map(([, after]) => after)],
  };
}
