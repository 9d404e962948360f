import { CompiledCalendar, type Calendar } from '../../calendar/calendar.js';
import { isoDateOf } from '../../calendar/civil-date.js';
import { compilePolicy, InvalidPolicyError } from '../compile-policy.js';
import type { ContactFacts } from '../contact-facts.js';
import type { CompiledPolicy } from '../compiled-policy.js';
import type { ContactDecision, ResolvedZone, RuleReference } from '../contact-decision.js';
import { decideContact } from '../decide-contact.js';
import { packsOf } from '../packs-of.js';
import type { PolicyPack } from '../policy-pack.js';
import { factsOf, UnanswerableError } from './question-facts.js';
import { questionSchema } from './question.schema.js';

/** What the contact policy says to one question; instants in ISO form, UTC. */
export interface Answer {
  readonly id?: string | number;
  readonly outcome: ContactDecision['outcome'];
  /** Why it was refused; null otherwise. */
  readonly reason: string | null;
  /** Whether a human should look at the case. */
  readonly review: boolean;
  /** The rule that decided; for `allow`, the one that ends the permission first. */
  readonly rule: string;
  readonly pack: string;
  readonly packVersion: number;
  /** The first permitted instant: the one asked about, a later one, or null where waiting does not help. */
  readonly next: string | null;
  /** The first instant that is no longer permitted; null unless allowed. */
  readonly validUntil: string | null;
  /** Each candidate zone's wall clock at the instant asked about. */
  readonly zones: readonly { zone: string; local: string; holiday: boolean }[];
}

export interface FaultyQuestion {
  readonly id?: string | number;
  /** Names the place and the remedy. */
  readonly error: string;
}

/** Answers questions about what would be decided, by the very code that decides. Keeps compiled packs. */
export class WhatIf {
  private readonly policies = new Map<string, CompiledPolicy>();

  constructor(
    private readonly packs: readonly PolicyPack[],
    private readonly calendar: Calendar = new CompiledCalendar(),
  ) {}

  answer(asked: unknown): Answer | FaultyQuestion {
    const echo = idOf(asked);
    const parsed = questionSchema.safeParse(asked);
    if (!parsed.success) {
      const words = parsed.error.issues.map(({ path, message }) => `${placeOf(path)}${message}`);
      return { ...echo, error: words.join('; ') };
    }
    try {
      const question = parsed.data;
      const policy = this.policyOf(question.packs ?? [question.pack ?? '']);
      const facts = factsOf(question);
      const decision = decideContact(facts, policy);
      return {
        ...echo,
        ...worded(decision),
        ...(decision.outcome === 'defer' && { next: nextOf(decision.until, facts, policy) }),
      };
    } catch (error) {
      // An instant that the tables of zones do not reach is the question's fault, not the others'.
      if (error instanceof UnanswerableError || error instanceof RangeError)
        return { ...echo, error: error.message };
      throw error;
    }
  }

  private policyOf(ids: readonly string[]): CompiledPolicy {
    const key = ids.join(',');
    const known = this.policies.get(key);
    if (known !== undefined) return known;
    const { packs, unknown } = packsOf(ids, this.packs);
    if (unknown.length > 0) {
      const names = [...new Set(this.packs.map(({ id }) => id))].sort().join(', ');
      throw new UnanswerableError(`packs: unknown policy pack ${unknown.join(', ')}; known: ${names}`);
    }
    const policy = wholePolicy(packs, this.calendar);
    this.policies.set(key, policy);
    return policy;
  }
}

/** Rounds of waiting after which nobody waits any longer: each of them ends at another rule's word. */
const WAITS_AT_MOST = 100;

/** What waits may be barred, or too old to be known, before its time has come: the instant at which it is really permitted. */
function nextOf(until: number, facts: ContactFacts, policy: CompiledPolicy): string | null {
  let at = until;
  for (let waits = 0; waits < WAITS_AT_MOST; waits += 1) {
    const decision = decideContact({ ...facts, at }, policy);
    if (decision.outcome === 'refuse') return null;
    if (decision.outcome === 'allow') return new Date(at).toISOString();
    at = decision.until;
  }
  return null;
}

function wholePolicy(packs: readonly PolicyPack[], calendar: Calendar): CompiledPolicy {
  try {
    return compilePolicy(packs, { calendar });
  } catch (error) {
    if (error instanceof InvalidPolicyError) throw new UnanswerableError(`packs: ${error.message}`);
    throw error;
  }
}

function worded(decision: ContactDecision): Omit<Answer, 'id'> {
  const { outcome, rule, resolved } = decision;
  const next = outcome === 'allow' ? resolved.at : outcome === 'defer' ? decision.until : null;
  return {
    outcome,
    reason: outcome === 'refuse' ? decision.reason : null,
    review: outcome === 'refuse' && decision.review,
    ...ruleNames(rule),
    next: next === null ? null : new Date(next).toISOString(),
    validUntil: outcome === 'allow' ? new Date(decision.validUntil).toISOString() : null,
    zones: resolved.zones.map((zone) => ({ zone: zone.zone, local: wallClock(zone), holiday: zone.holiday })),
  };
}

function ruleNames({ id, pack, packVersion }: RuleReference): Pick<Answer, 'rule' | 'pack' | 'packVersion'> {
  return { rule: id, pack, packVersion };
}

function wallClock({ day, minute, offset }: ResolvedZone): string {
  const hours = Math.floor(minute / 60);
  const sign = offset < 0 ? '-' : '+';
  const away = Math.abs(offset);
  const time = `${two(hours)}:${two(minute - hours * 60)}`;
  return `${isoDateOf(day)}T${time}${sign}${two(Math.floor(away / 60))}:${two(away % 60)}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

function idOf(asked: unknown): { id?: string | number } {
  if (typeof asked !== 'object' || asked === null || !('id' in asked)) return {};
  const { id } = asked;
  return typeof id === 'string' || typeof id === 'number' ? { id } : {};
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? '' : `${path.map(String).join('.')}: `;
}
