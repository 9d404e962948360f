import fc from 'fast-check';
import { behaviourSchema, type BehaviourModel } from '../../behaviour/behaviour.schema.js';
import { isoDateOf } from '../../calendar/civil-date.js';
import { promiseStates } from '../../cadence/case-facts.js';
import { channels } from '../../cadence/channel.js';
import { stages, type Stage } from '../../cadence/stage.js';
import { contactRoles } from '../../profile/contact-role.js';
import type { SimulatedCase, SimulatedPoint } from '../simulated-case.js';
import type { Market } from './any-campaign.js';

/** Zones whose clocks are awkward: half hours, quarters of an hour, changes of half or two hours, the date line. */
export const awkwardZones = [
  'Europe/Warsaw',
  'Europe/London',
  'Europe/Dublin',
  'America/New_York',
  'America/St_Johns',
  'America/Nuuk',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Pacific/Honolulu',
  'Africa/Casablanca',
  'Antarctica/Troll',
] as const;

/** Days around which clocks and calendars do something: changes of the clock, 29 February, ends of years. */
const awkwardDays = [
  '2026-03-08',
  '2026-03-29',
  '2026-04-05',
  '2026-09-27',
  '2026-10-04',
  '2026-10-25',
  '2026-11-01',
  '2026-12-24',
  '2026-12-31',
  '2027-02-07',
  '2027-12-30',
  '2028-02-28',
  '2028-02-29',
  '2028-03-26',
] as const;

const DAY = 86_400_000;

/** When a campaign is launched: mostly a few weeks before such a day, at any time of the day. */
export const anyLaunch: fc.Arbitrary<number> = fc
  .record({
    day: fc.constantFrom(...awkwardDays),
    before: fc.integer({ min: 0, max: 25 }),
    ms: fc.integer({ min: 0, max: DAY - 1 }),
  })
  .map(({ day, before, ms }) => Date.parse(day) - before * DAY + ms);

const zones = fc.uniqueArray(fc.constantFrom(...awkwardZones), { maxLength: 2 });
const rarely = fc.constantFrom(true, ...Array<boolean>(11).fill(false));

const anyCase = fc.record({
  due: fc.integer({ min: -45, max: 20 }),
  foreign: rarely,
  verified: rarely.map((not) => !not),
  kind: fc.constantFrom('consumer', 'consumer', 'business'),
  language: fc.constantFrom('pl', 'en', 'uk'),
  balanceMinor: fc.integer({ min: 1, max: 500_000 }),
  minimumBalanceMinor: fc.constantFrom(0, 0, 5_000),
  stage: fc.constantFrom(...Array<Stage>(16).fill('pre_due'), ...stages),
  promise: fc.constantFrom('none', 'none', ...promiseStates),
  barred: fc.constantFrom(null, 10, ...Array<number>(8).fill(2000)),
});

const anyPerson = fc.record({
  /** The debtor's own zone; not known now and then. */
  zone: fc.option(fc.constantFrom(...awkwardZones), { freq: 4 }),
  phoneZones: zones,
  mailboxZones: zones,
  phoneUsable: rarely.map((not) => !not),
  role: fc.option(fc.constantFrom(...contactRoles)),
  by: fc.oneof(fc.constant([...channels]), fc.subarray([...channels], { minLength: 1 })),
  cases: fc.array(anyCase, { minLength: 1, maxLength: 4, size: 'max' }),
});

/** Persons with one to four cases each, one phone and one mailbox. */
export function anyPortfolio(market: Market, launch: number): fc.Arbitrary<SimulatedCase[]> {
  return fc
    .array(anyPerson, { minLength: 1, maxLength: 6, size: 'max' })
    .map((persons) =>
      persons.flatMap(({ cases, ...person }, number) =>
        cases.map((each, index) => caseOf(market, launch, `p${number}`, index, person, each)),
      ),
    );
}

type Drawn<A> = A extends fc.Arbitrary<infer T> ? T : never;

function caseOf(
  { country, currency, zone: portfolioZone, packs }: Market,
  launch: number,
  person: string,
  index: number,
  of: Omit<Drawn<typeof anyPerson>, 'cases'>,
  { due, foreign, barred, kind, ...rest }: Drawn<typeof anyCase>,
): SimulatedCase {
  const today = Math.floor(launch / DAY);
  const points: SimulatedPoint[] = [
    { address: `${person} p`, kind: 'phone', usable: of.phoneUsable, zones: of.phoneZones, role: of.role },
    { address: `${person} m`, kind: 'email', usable: true, zones: of.mailboxZones, role: of.role },
  ];
  return {
    ...(rest as Pick<SimulatedCase, 'stage' | 'promise'> & typeof rest),
    ref: `${person}/${index}`,
    person,
    creditor: 'energia',
    kind: kind as SimulatedCase['kind'],
    currency: foreign ? 'CHF' : currency,
    country,
    zone: of.zone,
    portfolioZone,
    packs: [...packs],
    dueDate: isoDateOf(today + due),
    timeBarredOn: barred === null ? null : isoDateOf(today + barred),
    points,
    channels: new Set(of.by),
  };
}

const delay = fc.constantFrom(
  { from: '2s', to: '40s' },
  { from: '1m', to: '8h' },
  { from: '10m', to: '40h' },
  { from: '1d', to: '5d' },
);

const STRANGER = 'Pomyłka, nie znam tej osoby';

const act = fc.oneof(
  fc.record({ do: fc.constantFrom('open', 'click'), after: delay }),
  fc.record({ do: fc.constant('pay'), after: delay, share: fc.constantFrom(0.2, 0.5, 1) }),
  fc.record({
    do: fc.constant('reply'),
    after: delay,
    texts: fc.constantFrom(['STOP'], [STRANGER], [STRANGER], ['To nie mój dług'], ['Zadzwońcie']),
  }),
);

const reaction = fc.record(
  {
    contacts: fc.constantFrom({ from: 1, to: 2 }, { from: 2 }, { from: 3, to: 5 }),
    channel: fc.constantFrom('sms', 'email', 'rcs'),
    chance: fc.constantFrom(0.5, 1),
    acts: fc.array(act, { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: ['acts', 'chance'] },
);

/** A debtor to whom the message comes, or does not. */
const klass = fc.record(
  {
    share: fc.integer({ min: 1, max: 5 }),
    reactions: fc.array(reaction, { maxLength: 3, size: 'max' }),
  },
  { requiredKeys: ['share'] },
);
const unreachable = fc.record(
  {
    share: fc.constant(1),
    phone: fc.record({ fails: fc.constantFrom(30003, 30004, 30005), chance: fc.constantFrom(0.3, 1) }),
    mailbox: fc.oneof(
      fc.constant({ fails: 'refuse', code: 550, text: '5.1.1 nobody here' }),
      fc.constant({ fails: 'refuse', code: 452, text: '4.2.2 mailbox full' }),
      fc.record({
        fails: fc.constant('bounce'),
        status: fc.constantFrom('5.1.1', '4.4.7'),
        reason: fc.constant('x'),
        after: delay,
      }),
    ),
    hasRcs: fc.constantFrom(0, 1),
    reactions: fc.array(reaction, { maxLength: 3 }),
  },
  { requiredKeys: ['share'] },
);

/** Keys by which a promise is made in a call, and the days that they stand for in the dialogues that ship. */
export const promiseKeys = { '1': 3, '2': 7, '3': 14 } as const;
export type PromiseKey = keyof typeof promiseKeys;

/** How debtors behave, in a population in which whoever promises by phone promises the same number of days. */
export function anyBehaviour(promiseKey: PromiseKey): fc.Arbitrary<BehaviourModel> {
  const ways = [
    { key: 'link', share: 1, answers: ['1', 'identity', '1'] },
    { key: 'promises', share: 4, answers: ['1', 'identity', '2', promiseKey] },
    { key: 'person', share: 1, answers: ['1', 'identity', '3'] },
    { key: 'never', share: 1, answers: ['1', 'identity', '9'] },
    { key: 'stranger', share: 3, answers: ['1', 'wrong-identity', 'wrong-identity'] },
    { key: 'machine', share: 1, picksUp: 'machine' },
  ];
  return fc
    .record({
      sms: delay,
      email: delay,
      rcs: delay,
      rings: fc.constant({ from: '3s', to: '22s' }),
      classes: fc.tuple(klass, klass, unreachable),
    })
    .map(({ sms, email, rcs, rings, classes }) =>
      behaviourSchema.parse({
        name: 'drawn',
        delivery: { sms, email },
        mail: {
          opens: { chance: 0.4, after: { from: '1m', to: '30h' } },
          scanned: { chance: 0.1, after: { from: '3s', to: '60s' } },
        },
        rcs: { phones: 0.5, delivery: rcs, reads: { chance: 0.5, after: { from: '1m', to: '9h' } } },
        calls: { rings, presses: { from: '1s', to: '6s' }, ways },
        classes: classes.map((each, index) => ({ key: `c${index}`, ...each })),
      }),
    );
}
