import { campaignCalendar } from './cadence-calendar.js';
import type { CaseFacts } from './case-facts.js';
import { compileCampaign, type CompiledCampaign } from './compile-campaign.js';
import { parseCampaign } from './parsing/parse-campaign.js';

const HEAD = `
key: trial
name: Trial
version: 1
country: PL
zone: Europe/Warsaw
policies: [pl-default]
audience: { currency: PLN, kind: consumer }
`;

/** A campaign file with these lines of steps. */
export function campaignText(steps: string, head = HEAD): string {
  return `${head.trim()}\nsteps:\n${steps.replace(/^\n+/, '').trimEnd()}\n`;
}

/** Parses and compiles; throws with every fault when the text has some. */
export function compiled(text: string): CompiledCampaign {
  const parsed = parseCampaign(text, 'trial.yaml');
  if ('faults' in parsed) throw new Error(parsed.faults.map((fault) => fault.message).join('; '));
  return compileCampaign(parsed.campaign, campaignCalendar);
}

/** A case of 1,000.00 that fell due on Monday 2026-01-12 and of which nothing is known yet. */
export function caseFacts(changes: Partial<CaseFacts> = {}): CaseFacts {
  return {
    dueDate: '2026-01-12',
    zone: 'Europe/Warsaw',
    balanceMinor: 100_000,
    status: 'open',
    stage: 'pre_due',
    language: 'pl',
    kind: 'consumer',
    outreachParked: false,
    firstDeliveredAt: null,
    lastResponseAt: null,
    lastMessage: null,
    ...changes,
  };
}

/** The instant of a wall time in Warsaw between 2026-01-01 and 2026-03-28 (UTC+1). */
export function warsaw(date: string, time: string): number {
  return Date.parse(`${date}T${time}:00+01:00`);
}
