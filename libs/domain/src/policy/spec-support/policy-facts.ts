import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { parse } from 'yaml';
import { CompiledCalendar } from '../../calendar/calendar.js';
import { stages } from '../../cadence/stage.js';
import { compilePolicy } from '../compile-policy.js';
import {
  contactChannels,
  contactPointStatuses,
  contactPurposes,
  personStops,
  requestKinds,
  type ContactFacts,
} from '../contact-facts.js';
import type { InconvenientTime } from '../inconvenient-time.js';
import { policyPackSchema, type PolicyPack } from '../policy-pack.js';

/** Material of the policy's specs: the shipped pack, facts that it permits, and arbitrary facts. */
export const plDefault: PolicyPack = policyPackSchema.parse(
  parse(readFileSync('campaigns/policies/pl-default.yaml', 'utf8')),
);
export const calendar = new CompiledCalendar();
export const plPolicy = compilePolicy([plDefault], { calendar });

/** An instant by the wall clock of Warsaw. */
export function warsaw(local: string): number {
  const time = DateTime.fromISO(local, { zone: 'Europe/Warsaw' });
  if (!time.isValid) throw new Error(`not a time: ${local}`);
  return time.toMillis();
}

export function shown(instant: number, zone = 'Europe/Warsaw'): string {
  return DateTime.fromMillis(instant, { zone }).toFormat("ccc yyyy-MM-dd'T'HH:mm");
}

/** A Tuesday morning on which nothing stands against a contact. */
export const permitted: ContactFacts = {
  at: warsaw('2026-11-17T10:00'),
  channel: 'sms',
  purpose: 'collection',
  country: 'PL',
  portfolioZone: 'Europe/Warsaw',
  zones: ['Europe/Warsaw'],
  partyKind: 'consumer',
  stage: 'early',
  caseOpen: true,
  holds: [],
  personStops: [],
  pointStatus: 'active',
  optedOut: false,
  contacts: [],
  balanceMinor: 123_450,
  minimumBalanceMinor: 1_000,
  timeBarredOn: null,
  dueDate: '2026-11-01',
  lastPaymentAt: null,
  campaignPaused: false,
};

const anyInstant = fc.integer({ min: warsaw('2026-01-02T00:00'), max: warsaw('2028-12-30T00:00') });
const anyZones = fc.uniqueArray(
  fc.constantFrom('Europe/Warsaw', 'Europe/London', 'America/New_York', 'Asia/Kolkata', 'Atlantic/Azores'),
  { maxLength: 3 },
);

const quarter = (from: number, to: number) =>
  fc.integer({ min: from, max: to }).map((quarters) => {
    const two = (number: number): string => String(number).padStart(2, '0');
    return `${two(Math.floor(quarters / 4))}:${two((quarters % 4) * 15)}`;
  });

/** A stretch of the day that somebody does not want to be contacted in; a morning or an evening is left. */
const anyTime: fc.Arbitrary<InconvenientTime> = fc.oneof(
  fc.record({ from: quarter(0, 40), until: quarter(41, 64) }),
  fc.record({ from: quarter(40, 60), until: quarter(61, 96) }),
  fc.record({
    days: fc.subarray<NonNullable<InconvenientTime['days']>[number]>(['monday', 'tuesday', 'saturday'], {
      minLength: 1,
    }),
    from: fc.constant('00:00'),
    until: fc.constant('24:00'),
  }),
);

/** Facts that only time can speak against: open case, no stops, any zones and contacts. */
export const timelyFacts: fc.Arbitrary<ContactFacts> = fc
  .record({
    at: anyInstant,
    zones: anyZones,
    channel: fc.constantFrom(...contactChannels),
    sinceContacts: fc.array(fc.integer({ min: 0, max: 8 * 86_400_000 }), { maxLength: 6 }),
    sincePayment: fc.option(fc.integer({ min: 0, max: 3 * 86_400_000 })),
    campaignPaused: fc.boolean(),
    inconvenientTimes: fc.option(fc.array(anyTime, { maxLength: 3 }), { nil: undefined, freq: 2 }),
  })
  .map(({ at, zones, channel, sinceContacts, sincePayment, campaignPaused, inconvenientTimes }) => ({
    ...permitted,
    at,
    zones,
    channel,
    contacts: sinceContacts.map((since) => ({ at: at - since, channel: 'email' as const })),
    lastPaymentAt: sincePayment === null ? null : at - sincePayment,
    campaignPaused,
    ...(inconvenientTimes !== undefined && { inconvenientTimes }),
    timeBarredOn: '2031-12-31',
  }));

/** Any facts at all. */
export const anyFacts: fc.Arbitrary<ContactFacts> = fc
  .tuple(
    timelyFacts,
    fc.record({
      purpose: fc.constantFrom(...contactPurposes),
      request: fc.option(fc.constantFrom(...requestKinds), { nil: undefined }),
      country: fc.constantFrom('PL', 'PL', 'UA', 'US', 'XX'),
      portfolioZone: fc.constantFrom('Europe/Warsaw', 'Europe/Warsaw', 'Nowhere/Land'),
      partyKind: fc.constantFrom('consumer' as const, 'business' as const, 'unknown' as const),
      stage: fc.constantFrom(...stages),
      caseOpen: fc.boolean(),
      holds: fc.subarray(['dispute', 'promise', 'plan']),
      personStops: fc.subarray([...personStops]),
      pointStatus: fc.constantFrom(...contactPointStatuses),
      optedOut: fc.boolean(),
      balanceMinor: fc.integer({ min: -100, max: 100_000 }),
      timeBarredOn: fc.constantFrom(null, '2026-06-30', '2031-12-31', 'not a date'),
      dueDate: fc.constantFrom(null, '2023-01-01', '2026-11-01'),
    }),
    fc.boolean(),
  )
  .map(([timely, rest, onlyTimely]) => (onlyTimely ? timely : { ...timely, ...rest }));
