import { createHash } from 'node:crypto';
import { CompiledCalendar, type Calendar } from '../calendar/calendar.js';
import { requireIsoDate } from '../calendar/civil-date.js';
import { canonicalJson } from './canonical-json.js';
import type { BoundCheck, CheckList, CompiledPolicy, PolicyPeriod } from './compiled-policy.js';
import type { RuleReference } from './contact-decision.js';
import {
  contactChannels,
  contactPurposes,
  requestKinds,
  type ContactChannel,
  type ContactPurpose,
  type RequestKind,
} from './contact-facts.js';
import type { ContactRule, RuleCheck, StateCheck, TimeCheck } from './contact-rule.js';
import { faultsOfPacks, packFaults, ruleKey, type PolicyFault } from './policy-faults.js';
import { policyPackSchema, type PackRule, type PolicyPack } from './policy-pack.js';
import { contactRules } from './rules/registry.js';

export interface CompilePolicyOptions {
  /** Zones and holidays; a live calendar by default. Share one between policies: it keeps what it compiled. */
  readonly calendar?: Calendar;
  /** The rules that packs may name; all of them by default. */
  readonly rules?: readonly ContactRule[];
}

/** Packs that cannot be used, with everything that is wrong about them. */
export class InvalidPolicyError extends Error {
  readonly code = 'policy.invalid';
  constructor(readonly faults: readonly PolicyFault[]) {
    super(
      `contact policy is invalid: ${faults.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`,
    );
    this.name = 'InvalidPolicyError';
  }
}

/**
 * Makes packs ready to decide. All of the packs in force on a day apply together, so the strictest decides.
 * @param packs parsed pack files; they are checked again here
 * @throws InvalidPolicyError naming every fault at once: unknown rules, wrong parameters, missing stops (I9)
 */
export function compilePolicy(packs: readonly unknown[], options: CompilePolicyOptions = {}): CompiledPolicy {
  const rules = byKey(options.rules ?? contactRules);
  const faults = packFaults(packs, rules);
  if (faults.length > 0) throw new InvalidPolicyError(faults);
  const parsed = packs.map((pack) => policyPackSchema.parse(pack));
  return {
    hash: createHash('sha256').update(canonicalJson(parsed)).digest('hex'),
    packs: parsed,
    periods: periodsOf(parsed, rules),
    calendar: options.calendar ?? new CompiledCalendar(),
  };
}

/** What is wrong with the packs of an installation, so that it is told at start and not at sending (I9). */
export function checkPolicyPacks(packs: readonly PolicyPack[]): PolicyFault[] {
  return faultsOfPacks(packs, byKey(contactRules));
}

/** What is wrong with packs as the policy of one portfolio; empty when they make a whole one. */
export function policyFaults(packs: readonly PolicyPack[]): PolicyFault[] {
  return packFaults(packs, byKey(contactRules));
}

function byKey(rules: readonly ContactRule[]): ReadonlyMap<string, ContactRule> {
  return new Map(rules.map((rule) => [ruleKey(rule.id, rule.version), rule]));
}

interface BoundRule {
  readonly rule: PackRule;
  readonly bound: BoundCheck<RuleCheck>;
  /** What it checks: rules alike in code and parameters give the same answer, whichever pack they are of. */
  readonly checks: string;
}

interface BoundPack {
  readonly name: string;
  readonly fromDay: number;
  readonly untilDay: number;
  readonly rules: readonly BoundRule[];
}

/** Cuts time at every day on which a pack comes into force or ends. */
function periodsOf(packs: readonly PolicyPack[], rules: ReadonlyMap<string, ContactRule>): PolicyPeriod[] {
  const bound = packs.map((pack) => bindPack(pack, rules));
  const cuts = [...new Set(bound.flatMap(({ fromDay, untilDay }) => [fromDay, untilDay]))].sort(
    (a, b) => a - b,
  );
  const periods: PolicyPeriod[] = [];
  cuts.forEach((fromDay, position) => {
    const inForce = bound.filter((pack) => pack.fromDay <= fromDay && fromDay < pack.untilDay);
    const untilDay = cuts[position + 1];
    if (inForce.length === 0 || untilDay === undefined) return;
    const applicable = inForce.flatMap((pack) => pack.rules);
    periods.push({
      fromDay,
      untilDay,
      packs: inForce.map(({ name }) => name),
      byPurpose: mapEach(contactPurposes, (purpose) =>
        mapEach(contactChannels, (channel) => checkList(applicable, channel, purpose)),
      ),
      byRequest: mapEach(requestKinds, (request) =>
        mapEach(contactChannels, (channel) => checkList(applicable, channel, 'requested', request)),
      ),
    });
  });
  return periods;
}

function bindPack(pack: PolicyPack, rules: ReadonlyMap<string, ContactRule>): BoundPack {
  return {
    name: `${pack.id}@${pack.version}`,
    fromDay: requireIsoDate(pack.validFrom),
    untilDay: pack.validTo === null ? Infinity : requireIsoDate(pack.validTo) + 1,
    rules: pack.rules.flatMap((rule) => {
      const code = rules.get(ruleKey(rule.rule, rule.version));
      if (code === undefined) return [];
      const reference: RuleReference = {
        id: rule.rule,
        version: rule.version,
        pack: pack.id,
        packVersion: pack.version,
      };
      const checks = `${ruleKey(rule.rule, rule.version)} ${canonicalJson(rule.parameters)}`;
      return [{ rule, bound: { check: code.compile(rule.parameters), reference }, checks }];
    }),
  };
}

function checkList(
  rules: readonly BoundRule[],
  channel: ContactChannel,
  purpose: ContactPurpose,
  request?: RequestKind,
): CheckList {
  const state: BoundCheck<StateCheck>[] = [];
  const time: BoundCheck<TimeCheck>[] = [];
  const asked = new Set<string>();
  for (const { rule, bound, checks } of rules) {
    if (!rule.appliesTo.includes(purpose)) continue;
    if (rule.channels !== undefined && !rule.channels.includes(channel)) continue;
    if (request !== undefined && rule.exempt.includes(request)) continue;
    const { check, reference } = bound;
    // The first of those alike decides anyway. What it counts is written down for each pack.
    if (asked.has(checks) && !(check.kind === 'time' && check.counts !== undefined)) continue;
    asked.add(checks);
    if (check.kind === 'state') state.push({ check, reference });
    else time.push({ check, reference });
  }
  return { state, time };
}

function mapEach<Key extends string, Value>(
  keys: readonly Key[],
  make: (key: Key) => Value,
): Record<Key, Value> {
  return Object.fromEntries(keys.map((key) => [key, make(key)])) as Record<Key, Value>;
}
