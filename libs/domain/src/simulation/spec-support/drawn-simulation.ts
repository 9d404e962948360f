import fc from 'fast-check';
import type { BehaviourModel } from '../../behaviour/behaviour.schema.js';
import { audienceOf } from '../../cadence/audience.js';
import { campaignCalendar } from '../../cadence/cadence-calendar.js';
import type { Campaign } from '../../cadence/campaign.schema.js';
import { compileCampaign } from '../../cadence/compile-campaign.js';
import { parseCampaign } from '../../cadence/parsing/parse-campaign.js';
import { isInPilot, pilotShare } from '../../cadence/pilot.js';
import type { CompiledPolicy } from '../../policy/compiled-policy.js';
import { calendar } from '../../policy/spec-support/policy-facts.js';
import { shippedPolicy } from '../../policy/spec-support/shipped-packs.js';
import { simulate } from '../simulate.js';
import type { SimulatedCase } from '../simulated-case.js';
import { anyCampaign, markets } from './any-campaign.js';
import { anyBehaviour, anyLaunch, anyPortfolio, promiseKeys, type PromiseKey } from './any-portfolio.js';
import { ContactOracle } from './contact-oracle.js';

/** Everything that a simulation begins with, drawn. */
export interface DrawnSimulation {
  /** The campaign's file. */
  readonly text: string;
  /** Epoch ms. */
  readonly launch: number;
  readonly cases: readonly SimulatedCase[];
  readonly behaviour: BehaviourModel;
  readonly promiseKey: PromiseKey;
  readonly seed: string;
}

export const anySimulation: fc.Arbitrary<DrawnSimulation> = fc
  .record({
    market: fc.constantFrom(...markets),
    launch: anyLaunch,
    promiseKey: fc.constantFrom(...(Object.keys(promiseKeys) as PromiseKey[])),
    seed: fc.string({ maxLength: 8 }),
  })
  .chain(({ market, launch, promiseKey, seed }) =>
    fc.record({
      text: anyCampaign(market),
      launch: fc.constant(launch),
      cases: anyPortfolio(market, launch),
      behaviour: anyBehaviour(promiseKey),
      promiseKey: fc.constant(promiseKey),
      seed: fc.constant(seed),
    }),
  );

/** Far beyond the last day of any drawn campaign, with every wait, deferral and agent's time on the way. */
const DAYS = 500;
const DAY = 86_400_000;

/** The file as the product reads it. */
export function read(text: string): Campaign {
  const parsed = parseCampaign(text, 'drawn.yaml');
  if ('faults' in parsed)
    throw new Error(`${parsed.faults.map(({ path, message }) => `${path}: ${message}`).join('; ')}\n${text}`);
  return parsed.campaign;
}

/** Lets it run and tells what an onlooker saw. */
export function lookAt({ text, launch, cases, behaviour, promiseKey, seed }: DrawnSimulation): ContactOracle {
  const campaign = read(text);
  const compiled = compileCampaign(campaign, campaignCalendar);
  const policies = new Map<string, CompiledPolicy>();
  const onlooker = new ContactOracle(campaign.policies, promiseKey);
  simulate(
    {
      campaign: compiled,
      belongs: audienceOf(campaign),
      isOpenTo: (person, days) => isInPilot(campaign.key, pilotShare(campaign.pilot, days), person),
      policyOf: (packs) => {
        const ids = [...new Set([...campaign.policies, ...packs])];
        const policy = policies.get(ids.join()) ?? shippedPolicy(...ids);
        policies.set(ids.join(), policy);
        return policy;
      },
      calendar,
      behaviour,
      seed,
      from: launch,
      until: launch + DAYS * DAY,
      isWritten: () => true,
      watcher: onlooker,
    },
    cases,
  );
  return onlooker;
}
