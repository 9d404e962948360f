import { join } from 'node:path';
import { compilePolicy, type ContactFacts, decideContact, packsOf, type PolicyPack } from '#domain';
import { readPolicyPacks } from '#persistence';
import { projectDirectory } from '#platform';

export interface EngineFigures {
  decisions_per_s: number;
}

const DECISIONS = 500_000;
const HOUR = 3_600_000;

/** Contact decisions a second on one core under the usual pack. */
export async function benchEngine(): Promise<EngineFigures> {
  return { decisions_per_s: decisionsPerSecond(packsOf(['pl-default'], await shippedPacks()).packs) };
}

/** The same with every pack that is shipped in force at once, whatever its country: the most rules there can be. */
export async function benchPolicy(): Promise<EngineFigures & { packs: number }> {
  const packs = await shippedPacks();
  return { packs: packs.length, decisions_per_s: decisionsPerSecond(packs) };
}

function shippedPacks(): Promise<PolicyPack[]> {
  return readPolicyPacks(join(projectDirectory(), 'campaigns', 'policies'));
}

/** All hours of a year, several zones, holds, caps and opt-outs. */
function decisionsPerSecond(packs: readonly PolicyPack[]): number {
  const policy = compilePolicy(packs);
  const facts = Array.from({ length: 8_760 }, (_, hour) => factsAt(hour));
  for (const one of facts) decideContact(one, policy);
  const started = performance.now();
  for (let n = 0; n < DECISIONS; n += 1) {
    const one = facts[n % facts.length];
    if (one) decideContact(one, policy);
  }
  return Math.round(DECISIONS / ((performance.now() - started) / 1000));
}

function factsAt(hour: number): ContactFacts {
  const at = Date.parse('2026-01-01T00:17:00Z') + hour * HOUR;
  return {
    at,
    channel: hour % 3 === 0 ? 'email' : 'sms',
    purpose: 'collection',
    country: 'PL',
    portfolioZone: 'Europe/Warsaw',
    zones: hour % 5 === 0 ? ['Europe/Warsaw', 'Europe/London'] : ['Europe/Warsaw'],
    partyKind: 'consumer',
    stage: 'early',
    caseOpen: true,
    holds: hour % 97 === 0 ? ['dispute'] : [],
    personStops: [],
    pointStatus: 'active',
    optedOut: hour % 89 === 0,
    contacts: Array.from({ length: hour % 4 }, (_, n) => ({
      at: at - (n + 1) * 31 * HOUR,
      channel: 'sms' as const,
    })),
    balanceMinor: 123_450,
    minimumBalanceMinor: 0,
    timeBarredOn: null,
    dueDate: '2025-12-20',
    lastPaymentAt: null,
    campaignPaused: false,
  };
}
