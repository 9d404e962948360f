import fc from 'fast-check';
import { isoDateOf, requireIsoDate } from '../calendar/civil-date.js';
import { compilePolicy } from '../policy/compile-policy.js';
import { calendar } from '../policy/spec-support/policy-facts.js';
import { shippedPacks } from '../policy/spec-support/shipped-packs.js';
import type { SimulatedCase } from './simulated-case.js';
import {
  behaviourOf,
  campaignOf,
  QUIET,
  shippedCampaign,
  simulatedCase,
  trial,
} from './simulation.fixture.js';

const silent = behaviourOf(`${QUIET}classes: [{ key: silent, share: 1 }]`);
const paysOnSecond = behaviourOf(`${QUIET}classes:
  - key: pays
    share: 1
    reactions: [{ contacts: { from: 2 }, acts: [{ do: pay, after: { from: 1h, to: 1h } }] }]
`);
const stops = behaviourOf(`${QUIET}classes:
  - key: stops
    share: 1
    reactions: [{ channel: sms, acts: [{ do: reply, after: { from: 1h, to: 1h }, texts: [STOP] }] }]
`);
const noPhone = behaviourOf(`${QUIET}classes: [{ key: no-phone, share: 1, phone: { fails: 30005 } }]`);

const threeTexts = campaignOf(`
key: trial
name: Trial
version: 1
country: PL
zone: Europe/Warsaw
policies: [pl-default]
audience: { currency: PLN, kind: consumer, dpd: { min: -5, max: 60 } }
steps:
  - { key: first, type: send, at: { dpd: 1, time: '10:00' }, channels: [{ channel: sms }, { channel: email }], template: reminder }
  - { key: second, type: send, at: { dpd: 8, time: '10:00' }, channels: [{ channel: sms }, { channel: email }], template: overdue }
  - { key: third, type: send, at: { dpd: 15, time: '10:00' }, channel: sms, template: overdue }
  - { key: agent, type: escalate, at: { dpd: 20, time: '09:00' }, queue: decisions, reason: no-response, sla: { businessDays: 2 } }
  - { key: done, type: end }
`);

describe('a simulated campaign', () => {
  it('sends what the cadence says to who stays silent, and hands the case to an agent', () => {
    const report = trial([simulatedCase('A/1')], { campaign: threeTexts, behaviour: silent });
    expect(report.contacts.byChannel).toEqual({ sms: 3, email: 0, rcs: 0, voice: 0 });
    expect(report.byDay.filter(({ contacts }) => contacts.sms > 0).map(({ date }) => date)).toEqual([
      '2026-01-13',
      '2026-01-20',
      '2026-01-27',
    ]);
    expect(report.escalations.byReason.toJSON()).toEqual({ 'no-response': 1 });
    expect(report.escalations.mostOpen).toEqual({ date: '2026-02-01', count: 1 });
    expect(report.cost).toMatchObject({ currency: 'PLN', total: 0.42 });
    expect(report.ended.toJSON()).toEqual({ completed: 1 });
  });

  it('asks nobody for more who has paid', () => {
    const report = trial([simulatedCase('A/1')], { campaign: threeTexts, behaviour: paysOnSecond });
    expect(report.contacts.counted).toBe(2);
    expect(report.recoveries).toMatchObject({ paidMinor: 100_000, casesPaid: 1, share: 1 });
    expect(report.ended.toJSON()).toEqual({ paid: 1 });
  });

  it('sends no further text to who has stopped them, but an e-mail where the step has one', () => {
    const report = trial([simulatedCase('A/1')], { campaign: threeTexts, behaviour: stops });
    expect(report.contacts.byChannel).toEqual({ sms: 1, email: 1, rcs: 0, voice: 0 });
    expect(report.contacts.byStep.find(({ step }) => step === 'third')?.unreached).toBe(1);
  });

  it('follows a text that could not be delivered with an e-mail, within one contact', () => {
    const report = trial([simulatedCase('A/1')], { campaign: threeTexts, behaviour: noPhone, days: 4 });
    expect(report.contacts).toMatchObject({ legs: 2, counted: 1, failed: { sms: 1 } });
  });

  it('contacts a person with many cases no more often than one with one', () => {
    const cases = ['A/1', 'A/2', 'A/3', 'A/4'].map((ref) => simulatedCase(ref, { person: 'one' }));
    const report = trial(cases, { campaign: threeTexts, behaviour: silent });
    expect(report.contacts.mostInAWeek).toBeLessThanOrEqual(3);
    expect(report.decisions.deferred.get('frequency-cap')).toBeGreaterThan(0);
    expect(report.violations.count).toBe(0);
  });

  it('sends nothing more to a number that said STOP, whichever of the person’s cases it is about', () => {
    const cases = ['A/1', 'A/2'].map((ref) => simulatedCase(ref, { person: 'one' }));
    const report = trial(cases, { campaign: threeTexts, behaviour: stops });
    expect(report.contacts.byChannel.sms).toBe(1);
    expect(report.violations.count).toBe(0);
  });

  it('takes nobody in whose data wait for a person', () => {
    const report = trial([simulatedCase('A/1', { verified: false })], { campaign: threeTexts });
    expect(report.cases).toMatchObject({ given: 1, enrolled: 0, unverified: 1 });
    expect(report.contacts.legs).toBe(0);
  });

  it('takes a case in on the day on which it grows into the audience', () => {
    const report = trial([simulatedCase('A/1', { dueDate: '2026-02-20' })], {
      campaign: threeTexts,
      behaviour: silent,
    });
    expect(report.byDay.find(({ contacts }) => contacts.sms > 0)?.date).toBe('2026-02-21');
  });
});

describe('the campaign for the United States', () => {
  const american = (ref: string, zone: string): SimulatedCase =>
    simulatedCase(ref, {
      currency: 'USD',
      country: 'US',
      language: 'en',
      zone,
      portfolioZone: 'America/New_York',
      packs: ['us-regf'],
      dueDate: '2025-12-01',
      timeBarredOn: '2031-12-01',
      points: [
        { address: `phone of ${ref}`, kind: 'phone', usable: true, zones: [zone], role: null },
        { address: `mailbox of ${ref}`, kind: 'email', usable: true, zones: [], role: null },
      ],
    });

  it('begins with the validation notice, keeps to the hours of each coast, and breaks no rule', () => {
    const zones = ['America/New_York', 'America/Los_Angeles', 'Pacific/Honolulu'];
    const cases = Array.from({ length: 60 }, (_, n) => american(`U/${n}`, zones[n % 3] ?? ''));
    const report = trial(cases, { campaign: shippedCampaign('us-consumer') });
    expect(report.cases.enrolled).toBe(60);
    expect(report.violations.first).toEqual([]);
    expect(report.contacts.byStep[0]).toMatchObject({
      step: 'validation-notice',
      contacts: { email: 60, sms: 0, rcs: 0, voice: 0 },
    });
  });
});

describe('calls in the United States', () => {
  const twice = campaignOf(`
key: calls
name: Calls
version: 1
country: US
zone: America/Chicago
policies: [us-regf]
audience: { currency: USD, kind: consumer }
steps:
  - { key: first, type: send, at: { dpd: 0, time: '10:00' }, channel: voice, template: overdue }
  - { key: second, type: send, at: { dpd: 2, time: '10:00' }, channel: voice, template: overdue }
  - { key: done, type: end }
`);
  const answers = behaviourOf(`${QUIET}calls:
  rings: { from: 2s, to: 2s }
  presses: { from: 2s, to: 2s }
  ways: [{ key: talks, share: 1, answers: ['1', identity] }]
classes: [{ key: talks, share: 1 }]
`);
  const american = simulatedCase('U/1', {
    currency: 'USD',
    country: 'US',
    zone: 'America/Chicago',
    portfolioZone: 'America/Chicago',
    packs: ['us-regf'],
    points: [{ address: 'phone', kind: 'phone', usable: true, zones: ['America/Chicago'], role: null }],
  });

  it('rest for seven days after a conversation', () => {
    const report = trial([american], { campaign: twice, behaviour: answers });
    expect(report.byDay.filter(({ contacts }) => contacts.voice > 0).map(({ date }) => date)).toEqual([
      '2026-01-12',
      '2026-01-19',
    ]);
    expect(report.decisions.deferred.get('conversation-pause')).toBe(1);
    expect(report.violations.count).toBe(0);
  });
});

describe('what a simulation finds', () => {
  const someCases = fc.array(
    fc.record({
      person: fc.constantFrom('p1', 'p2', 'p3', 'p4'),
      due: fc.integer({ min: -80, max: 40 }),
      balanceMinor: fc.integer({ min: 1, max: 500_000 }),
      zone: fc.constantFrom('Europe/Warsaw', 'Europe/London', 'Asia/Kolkata', 'Atlantic/Azores'),
      language: fc.constantFrom('pl', 'en', 'uk'),
      verified: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  );
  const first = requireIsoDate('2026-01-12');
  const caseOf = (
    { due, zone, ...rest }: { due: number; zone: string } & Partial<SimulatedCase>,
    index: number,
  ): SimulatedCase =>
    simulatedCase(`P/${index}`, {
      ...rest,
      zone,
      points: [
        { address: `phone ${index % 5}`, kind: 'phone', usable: true, zones: [zone], role: null },
        { address: `mailbox ${index}`, kind: 'email', usable: true, zones: [], role: null },
      ],
      dueDate: isoDateOf(first + due),
      timeBarredOn: '2031-12-31',
    });

  it('is no contact against hours, caps, holds or wishes, whatever the cases, and every case ends or goes on', () => {
    const campaigns = [shippedCampaign('pl-consumer'), threeTexts];
    fc.assert(
      fc.property(someCases, fc.string(), fc.constantFrom(...campaigns), (given, seed, campaign) => {
        const report = trial(given.map(caseOf), { campaign, seed, days: 120 });
        expect(report.violations.first).toEqual([]);
        expect(report.ended.total).toBeLessThanOrEqual(report.cases.enrolled);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same to the byte for the same seed, and another for another', () => {
    const cases = Array.from({ length: 40 }, (_, index) => simulatedCase(`A/${index}`));
    const told = (seed: string) => JSON.stringify(trial(cases, { seed }));
    expect(told('one')).toBe(told('one'));
    expect(told('one')).not.toBe(told('two'));
  });

  it('tells of contacts that a policy should not have permitted', () => {
    const lax = shippedPacks
      .filter(({ id }) => id === 'pl-default')
      .map((pack) => ({
        ...pack,
        rules: pack.rules.map((rule) => {
          if (rule.rule === 'frequency-cap')
            return { ...rule, parameters: { limits: [{ max: 50, hours: 1 }] } };
          if (rule.rule !== 'contact-hours') return rule;
          return { ...rule, parameters: { ...rule.parameters, sunday: '00:00-24:00' } };
        }),
      }));
    const cases = ['A/1', 'A/2'].map((ref) => simulatedCase(ref, { person: 'one', dueDate: '2026-01-17' }));
    const decidedBy = compilePolicy(lax, { calendar });
    const { violations } = trial(cases, { campaign: threeTexts, behaviour: silent, decidedBy });
    expect(new Set(violations.first.map(({ rule }) => rule))).toEqual(
      new Set(['contact-hours', 'frequency-cap']),
    );
  });
});

describe('a simulated case that may enter again', () => {
  const HEAD = `
key: again
name: Again
version: 1
country: PL
zone: Europe/Warsaw
policies: [pl-default]
audience: { currency: PLN, kind: consumer, history: { contacts: { max: 1 } } }
reentry: { afterDays: 10, atMost: 5 }
steps:
  - { key: notice, type: send, channel: sms, template: overdue }
  - { key: rest, type: wait, for: { days: 3, time: '09:00' } }
  - { key: done, type: end }
`;
  const days = (text: string) =>
    trial([simulatedCase('A/1')], { campaign: campaignOf(text), behaviour: silent })
      .byDay.filter(({ contacts }) => contacts.sms > 0)
      .map(({ date }) => date);

  it('enters so many days after it left, as long as it is asked for, and breaks no rule', () => {
    // Contacted at 08:00 on the 12th, over on the 15th, entered on the 25th, a Sunday; twice is what the audience allows.
    expect(days(HEAD)).toEqual(['2026-01-12', '2026-01-26']);
    expect(days(HEAD.replace(/reentry.*\n/, ''))).toEqual(['2026-01-12']);
    const often = HEAD.replace(', history: { contacts: { max: 1 } }', '');
    expect(days(often)).toHaveLength(6);
    const report = trial([simulatedCase('A/1')], { campaign: campaignOf(often), behaviour: silent });
    expect(report.violations.count).toBe(0);
    expect(report.ended.toJSON()).toEqual({ completed: 6 });
    expect(report.cases.enrolled).toBe(1);
  });
});

describe('a simulated case with attributes', () => {
  it('is in the audience that asks for them, and takes the way that they open', () => {
    const campaign = campaignOf(`
key: asks
name: Asks
version: 1
country: PL
zone: Europe/Warsaw
policies: [pl-default]
audience: { currency: PLN, kind: consumer, attributes: { region: { is: north } } }
steps:
  - { key: fork, type: branch, when: [{ if: { attributes: { score: { min: 600 } } }, go: mail }] }
  - { key: text, type: send, channel: sms, template: overdue, next: done }
  - { key: mail, type: send, channel: email, template: overdue }
  - { key: done, type: end }
`);
    const cases = [
      simulatedCase('A/1', { attributes: { region: 'north', score: '700' } }),
      simulatedCase('A/2', { attributes: { region: 'north' } }),
      simulatedCase('A/3', { attributes: { region: 'south', score: '700' } }),
    ];
    const report = trial(cases, { campaign, behaviour: silent });
    expect(report.cases.enrolled).toBe(2);
    expect(report.contacts.byChannel).toMatchObject({ sms: 1, email: 1 });
  });
});

describe('simulated cases of one debtor', () => {
  const SHARED = ', together: { template: overdue-together, withinDays: 3 }';
  const text = (together: string) => `
key: shared
name: Shared
version: 1
country: PL
zone: Europe/Warsaw
policies: [pl-default]
audience: { currency: PLN, kind: consumer }
steps:
  - { key: notice, type: send, at: { dpd: 5, time: '10:00' }, channel: sms, template: overdue${together} }
  - { key: rest, type: wait, for: { days: 20, time: '09:00' } }
  - { key: done, type: end }
`;
  const of = (ref: string, dueDate: string, creditor = 'energia') =>
    simulatedCase(ref, { person: 'one', dueDate, creditor });
  const cases = [
    of('A/1', '2026-01-12'),
    of('A/2', '2026-01-14'),
    of('A/3', '2026-01-19'),
    of('B/1', '2026-01-13', 'woda'),
  ];
  const run = (together: string) => trial(cases, { campaign: campaignOf(text(together)), behaviour: silent });

  it('are told together by a step that says so, those of one creditor that come to it in time', () => {
    expect(run('').contacts.counted).toBe(4);
    const shared = run(SHARED);
    // A/1 with A/2; A/3 comes too late, and B/1 is another creditor's.
    expect(shared.contacts.counted).toBe(3);
    expect(shared.violations.count).toBe(0);
    expect(shared.ended.toJSON()).toEqual({ completed: 4 });
  });

  it('are told together when they enter at the same moment, at a step that is due at once', () => {
    const entering = [of('A/1', '2026-01-02'), of('A/2', '2026-01-03'), of('B/1', '2026-01-02', 'woda')];
    const atOnce = (together: string) => text(together).replace(" at: { dpd: 5, time: '10:00' },", '');
    const launch = (together: string) =>
      trial(entering, { campaign: campaignOf(atOnce(together)), behaviour: silent });
    expect(launch('').contacts.counted).toBe(3);
    expect(launch(SHARED).contacts.counted).toBe(2);
  });
});
