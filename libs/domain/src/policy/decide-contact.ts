import type { Calendar } from '../calendar/calendar.js';
import { DAY_MS } from '../calendar/civil-date.js';
import { localDay, type ZoneTable } from '../calendar/zone-table.js';
import { checksFor, periodOn, type CheckList, type CompiledPolicy } from './compiled-policy.js';
import type { ContactDecision, RuleReference } from './contact-decision.js';
import type { ContactFacts } from './contact-facts.js';
import type { ContactMoment } from './contact-moment.js';
import { resolve } from './resolved-facts.js';

/** A message that no rule about time bounds is worth delivering for a day. */
const UNBOUNDED_VALIDITY_MS = DAY_MS;
/** Further ahead than any cap and run of holidays; what finds no permitted time by then goes to a human. */
const SEARCH_LIMIT_MS = 45 * DAY_MS;

const NO_POLICY: RuleReference = { id: 'policy-in-force', version: 1, pack: 'none', packVersion: 0 };
const NO_OBJECTION: RuleReference = { id: 'no-objection', version: 1, pack: 'all', packVersion: 0 };

/**
 * Decides whether a message may leave now: the last word before an attempt is committed (I3). Pure: the same
 * facts, policy and tables give the same decision; a few microseconds, no date library, no I/O.
 *
 * A refusal outranks a deferral. A deferral lasts until the first instant at which all rules about time
 * permit in all zones, and names the rule that alone would have deferred longest. The sender asks again
 * then, since facts may have changed.
 */
export function decideContact(facts: ContactFacts, policy: CompiledPolicy): ContactDecision {
  return decideWith(facts, policy, policy.calendar);
}

/** {@link decideContact} with the zones and holidays of another calendar, such as a recorded one. */
export function decideWith(facts: ContactFacts, policy: CompiledPolicy, calendar: Calendar): ContactDecision {
  const moment = momentOf(facts, calendar);
  const [zone] = moment.zones;
  const today = zone === undefined ? Math.floor(facts.at / DAY_MS) : localDay(zone, facts.at);
  const period = periodOn(policy, today);
  if (period === undefined) {
    const resolved = resolve(moment, [], [], policy.hash, facts.at);
    return { outcome: 'refuse', reason: 'no-policy-in-force', review: true, rule: NO_POLICY, resolved };
  }
  const checks = checksFor(period, facts);
  const record = (horizon: number) => resolve(moment, checks.time, period.packs, policy.hash, horizon);

  for (const { check, reference } of checks.state) {
    const refusal = check.refuse(moment);
    if (refusal === null) continue;
    const { reason, review } = refusal;
    return { outcome: 'refuse', reason, review, rule: reference, resolved: record(facts.at) };
  }

  const limit = facts.at + SEARCH_LIMIT_MS;
  const objection = longestObjection(checks, moment, limit);
  if (objection === undefined) {
    const { end, rule } = windowEnd(checks, moment);
    return { outcome: 'allow', validUntil: end, rule, resolved: record(end) };
  }
  const { rule } = objection;
  const until = firstPermitted(checks, moment, objection.until, limit);
  if (until > limit) {
    return { outcome: 'refuse', reason: 'no-permitted-time', review: true, rule, resolved: record(limit) };
  }
  return { outcome: 'defer', until, rule, resolved: record(until) };
}

/** Looks the zones up; a single one that is unknown makes them all unknown, since all must permit. */
function momentOf(facts: ContactFacts, calendar: Calendar): ContactMoment {
  const isHoliday = calendar.holidays(facts.country);
  const own = facts.zones.length > 0;
  const names = own ? facts.zones : calendar.hasSingleZone(facts.country) ? [facts.portfolioZone] : NONE;
  const zones: ZoneTable[] = [];
  for (const name of names) {
    const table = calendar.zone(name, facts.at);
    if (table === undefined) return { facts, zones: [], zonesFrom: 'unknown', isHoliday };
    zones.push(table);
  }
  const zonesFrom = zones.length === 0 ? 'unknown' : own ? 'person' : 'portfolio';
  return { facts, zones, zonesFrom, isHoliday };
}

const NONE: readonly string[] = [];

/** The rule about time that forbids the present instant longest; undefined when none does. */
function longestObjection(
  { time }: CheckList,
  moment: ContactMoment,
  limit: number,
): { until: number; rule: RuleReference } | undefined {
  let until = moment.facts.at;
  let rule: RuleReference | undefined;
  for (const { check, reference } of time) {
    const next = check.next(moment, moment.facts.at, limit);
    if (next <= until) continue;
    until = next;
    rule = reference;
  }
  return rule === undefined ? undefined : { until, rule };
}

/** The first instant from `from` on that every rule permits: each is asked in turn until none moves it. */
function firstPermitted({ time }: CheckList, moment: ContactMoment, from: number, limit: number): number {
  let at = from;
  for (let settled = 0, each = 0; settled < time.length && at <= limit; each += 1) {
    const next = time[each % time.length]?.check.next(moment, at, limit) ?? at;
    settled = next === at ? settled + 1 : 1;
    at = next;
  }
  return at;
}

/** Until when the present permission lasts, and the rule that ends it. */
function windowEnd({ time }: CheckList, moment: ContactMoment): { end: number; rule: RuleReference } {
  let end = moment.facts.at + UNBOUNDED_VALIDITY_MS;
  let rule = NO_OBJECTION;
  for (const { check, reference } of time) {
    const ends = check.end(moment, moment.facts.at, end);
    if (ends >= end) continue;
    end = ends;
    rule = reference;
  }
  return { end, rule };
}

/** A decision with the facts that it was made of. */
export interface DecidedFacts {
  readonly facts: ContactFacts;
  readonly decision: ContactDecision;
}

const STRICTNESS = { refuse: 0, defer: 1, allow: 2 } as const;

/**
 * A message for several cases leaves when it may for each of them, for as long as it may for each of them: what is refused
 * decides, else whatever is put off longest, else whatever may go for the shortest time.
 * @throws when nothing was decided
 */
export function strictestOf<Decided extends DecidedFacts>(decided: readonly Decided[]): Decided {
  const [first, ...others] = decided;
  if (first === undefined) throw new Error('nothing was decided');
  return others.reduce((one, other) => (isStricter(other.decision, one.decision) ? other : one), first);
}

function isStricter(one: ContactDecision, other: ContactDecision): boolean {
  if (one.outcome !== other.outcome) return STRICTNESS[one.outcome] < STRICTNESS[other.outcome];
  if (one.outcome === 'defer' && other.outcome === 'defer') return one.until > other.until;
  return one.outcome === 'allow' && other.outcome === 'allow' && one.validUntil < other.validUntil;
}
