import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { compilePolicy, type ContactFacts, decideContact } from '#domain';
import { projectDirectory } from '#platform';

export interface EngineFigures {
  decisions_per_s: number;
}

const DECISIONS = 500_000;
const HOUR = 3_600_000;

/** Contact decisions a second on one core: all hours of a year, several zones, holds, caps and opt-outs. */
export async function benchEngine(): Promise<EngineFigures> {
  const pack: unknown = parse(
    await readFile(join(projectDirectory(), 'campaigns/policies/pl-default.yaml'), 'utf8'),
  );
  const policy = compilePolicy([pack]);
  const facts = Array.from({ length: 8_760 }, (_, hour) => factsAt(hour));
  for (const one of facts) decideContact(one, policy);
  const started = performance.now();
  for (let n = 0; n < DECISIONS; n += 1) {
    const one = facts[n % facts.length];
    if (one) decideContact(one, policy);
  }
  return { decisions_per_s: Math.round(DECISIONS / ((performance.now() - started) / 1000)) };
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
