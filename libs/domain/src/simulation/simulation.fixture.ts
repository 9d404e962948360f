import { readFileSync } from 'node:fs';
import { parseBehaviour } from '../behaviour/parse-behaviour.js';
import type { BehaviourModel } from '../behaviour/behaviour.schema.js';
import { audienceOf } from '../cadence/audience.js';
import { campaignCalendar } from '../cadence/cadence-calendar.js';
import { channels, type Channel } from '../cadence/channel.js';
import { compileCampaign } from '../cadence/compile-campaign.js';
import type { Campaign } from '../cadence/campaign.schema.js';
import { isInPilot, pilotShare } from '../cadence/pilot.js';
import { parseCampaign } from '../cadence/parsing/parse-campaign.js';
import { DAY_MS } from '../calendar/civil-date.js';
import type { CompiledPolicy } from '../policy/compiled-policy.js';
import { calendar } from '../policy/spec-support/policy-facts.js';
import { shippedPolicy } from '../policy/spec-support/shipped-packs.js';
import { ContactAuditor } from './contact-auditor.js';
import { RecordedContacts } from './history/recorded-contacts.js';
import type { RecordedHistory } from './history/recorded-history.js';
import { parsePriceList } from './price-list.schema.js';
import { simulate } from './simulate.js';
import type { SimulatedCase } from './simulated-case.js';
import { SimulationFigures } from './simulation-figures.js';
import type { SimulationReport } from './simulation-report.js';

/** The first day of every simulation of the specs: a Monday. */
export const FROM = Date.parse('2026-01-12T00:00:00+01:00');

const all: ReadonlySet<Channel> = new Set(channels);

/** A consumer in Poland with a phone and a mailbox, due on the first day. */
export function simulatedCase(ref: string, changes: Partial<SimulatedCase> = {}): SimulatedCase {
  return {
    ref,
    person: ref,
    creditor: 'energia',
    kind: 'consumer',
    language: 'pl',
    currency: 'PLN',
    country: 'PL',
    zone: 'Europe/Warsaw',
    portfolioZone: 'Europe/Warsaw',
    packs: ['pl-default'],
    dueDate: '2026-01-12',
    timeBarredOn: null,
    balanceMinor: 100_000,
    minimumBalanceMinor: 0,
    stage: 'pre_due',
    promise: 'none',
    verified: true,
    points: [
      {
        address: `phone of ${changes.person ?? ref}`,
        kind: 'phone',
        usable: true,
        zones: ['Europe/Warsaw'],
        role: null,
      },
      { address: `mailbox of ${changes.person ?? ref}`, kind: 'email', usable: true, zones: [], role: null },
    ],
    channels: all,
    ...changes,
  };
}

export function campaignOf(text: string): Campaign {
  const parsed = parseCampaign(text, 'trial.yaml');
  if ('faults' in parsed) throw new Error(parsed.faults.map(({ message }) => message).join('; '));
  return parsed.campaign;
}

export const shippedCampaign = (key: string): Campaign =>
  campaignOf(readFileSync(`campaigns/${key}.yaml`, 'utf8'));

export const demoBehaviour = behaviourOf(readFileSync('campaigns/demo/behaviour.yaml', 'utf8'));

export function behaviourOf(text: string): BehaviourModel {
  const parsed = parseBehaviour(text, 'behaviour.yaml');
  if ('faults' in parsed) throw new Error(parsed.faults.map(({ message }) => message).join('; '));
  return parsed.model;
}

/** Everything arrives in seconds, and no mail is opened; what debtors do is to be added. */
export const QUIET = `
name: quiet
delivery: { sms: { from: 2s, to: 2s }, email: { from: 2s, to: 2s } }
mail: { opens: { chance: 0, after: { from: 1h, to: 1h } }, scanned: { chance: 0, after: { from: 1h, to: 1h } } }
`;

export interface Trial {
  readonly campaign?: Campaign;
  readonly behaviour?: BehaviourModel;
  readonly seed?: string;
  readonly days?: number;
  /** What decides, where that is another policy than the one that contacts are looked at by. */
  readonly decidedBy?: CompiledPolicy;
  /** Lived through instead of modelled behaviour. */
  readonly history?: RecordedHistory;
  readonly pausedUntil?: (now: number) => number | null;
}

/** Runs a trial and tells what it found. */
export function trial(cases: readonly SimulatedCase[], of: Trial = {}): SimulationReport {
  const {
    campaign = shippedCampaign('pl-consumer'),
    behaviour = demoBehaviour,
    seed = 'spec',
    days = 90,
  } = of;
  const prices = parsePriceList(readFileSync('campaigns/prices/pl.yaml', 'utf8'), 'pl.yaml');
  if ('faults' in prices) throw new Error('the price list is faulty');
  const compiled = compileCampaign(campaign, campaignCalendar);
  const until = FROM + days * DAY_MS;
  const kept = new Map<string, CompiledPolicy>();
  const policyOf = (packs: readonly string[]): CompiledPolicy => {
    const key = packs.join(',');
    const policy = kept.get(key) ?? shippedPolicy(...packs);
    kept.set(key, policy);
    return policy;
  };
  const auditor = new ContactAuditor(calendar, policyOf);
  const figures = new SimulationFigures({
    campaign: compiled,
    from: FROM,
    until,
    prices: prices.value,
    segmentsOf: () => 1,
    auditor,
    ...(of.history !== undefined && { recorded: new RecordedContacts(of.history) }),
  });
  const decidedBy = of.decidedBy;
  simulate(
    {
      campaign: compiled,
      belongs: audienceOf(campaign),
      isOpenTo: (person, days) => isInPilot(campaign.key, pilotShare(campaign.pilot, days), person),
      policyOf: decidedBy === undefined ? policyOf : () => decidedBy,
      calendar,
      behaviour,
      seed,
      from: FROM,
      until,
      isWritten: () => true,
      watcher: figures,
      ...(of.history !== undefined && { history: of.history }),
      ...(of.pausedUntil !== undefined && { pausedUntil: of.pausedUntil }),
    },
    cases,
  );
  const { key, name, version, steps } = campaign;
  const about = { campaign: { key, name, version, steps: steps.length }, seed, behaviour: behaviour.name };
  return figures.report(about, cases, null);
}
