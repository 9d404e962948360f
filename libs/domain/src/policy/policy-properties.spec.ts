import fc from 'fast-check';
import { DateTime } from 'luxon';
import { decideContact } from './decide-contact.js';
import type { CountedContact } from './contact-facts.js';
import { anyFacts, calendar, permitted, plPolicy, timelyFacts, warsaw } from './spec-support/policy-facts.js';

const RUNS = { numRuns: 1500 };
const TIME_RULES = [
  'contact-hours',
  'frequency-cap',
  'campaign-pause',
  'payment-pause',
  'inconvenient-times',
];

/** The hours of pl-default said once more, with Luxon, so that the test does not lean on what it tests. */
function withinHours(instant: number, zone: string): boolean {
  const there = DateTime.fromMillis(instant, { zone });
  const day = Math.floor(Date.UTC(there.year, there.month - 1, there.day) / 86_400_000);
  if (there.weekday === 7 || calendar.holidays('PL')?.(day)) return false;
  const [opens, closes] = there.weekday === 6 ? [9, 17] : [8, 20];
  return there.hour >= opens && there.hour < closes;
}

describe('the contact policy, whatever the facts', () => {
  it('never allows collection outside the hours in any zone, up to the end of its validity', () => {
    fc.assert(
      fc.property(timelyFacts, (facts) => {
        const decision = decideContact(facts, plPolicy);
        if (decision.outcome !== 'allow') return;
        const zones = facts.zones.length > 0 ? facts.zones : ['Europe/Warsaw'];
        expect(decision.validUntil).toBeGreaterThan(facts.at);
        for (const zone of zones) {
          expect(withinHours(facts.at, zone)).toBe(true);
          expect(withinHours(decision.validUntil - 1, zone)).toBe(true);
        }
        // Their own times may end it before the hours do.
        if (decision.rule.id === 'contact-hours')
          expect(zones.every((zone) => withinHours(decision.validUntil, zone))).toBe(false);
      }),
      RUNS,
    );
  });

  it('never allows collection at a time that the person called inconvenient, up to the end of its validity', () => {
    const seen = { allowed: 0 };
    fc.assert(
      fc.property(timelyFacts, (timely) => {
        const facts = { ...timely, contacts: [], lastPaymentAt: null, campaignPaused: false };
        const decision = decideContact(facts, plPolicy);
        if (decision.outcome !== 'allow' || facts.inconvenientTimes === undefined) return;
        seen.allowed += 1;
        for (const zone of facts.zones.length > 0 ? facts.zones : ['Europe/Warsaw'])
          for (const instant of [facts.at, decision.validUntil - 1])
            for (const { days, from, until } of facts.inconvenientTimes) {
              const there = DateTime.fromMillis(instant, { zone }).setLocale('en');
              const time = there.toFormat('HH:mm');
              const day = there.toFormat('cccc').toLowerCase();
              const meant = days === undefined || days.some((each) => each === day);
              expect(meant && from <= time && time < until).toBe(false);
            }
      }),
      RUNS,
    );
    expect(seen.allowed).toBeGreaterThan(20);
  });

  it('never becomes more permissive when a hold or a stop is added', () => {
    const strictness = { allow: 0, defer: 1, refuse: 2 };
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const before = strictness[decideContact(facts, plPolicy).outcome];
        const held = { ...facts, holds: [...facts.holds, 'hardship'] };
        const stopped = { ...facts, personStops: [...facts.personStops, 'cease' as const] };
        const contacted = {
          ...facts,
          contacts: [...facts.contacts, { at: facts.at, channel: 'sms' as const }],
        };
        for (const more of [held, stopped, contacted, { ...facts, optedOut: true }]) {
          expect(strictness[decideContact(more, plPolicy).outcome]).toBeGreaterThanOrEqual(before);
        }
      }),
      RUNS,
    );
  });

  it('defers to an instant that it then allows, when nothing else has changed', () => {
    fc.assert(
      fc.property(timelyFacts, (facts) => {
        const decision = decideContact(facts, plPolicy);
        if (decision.outcome !== 'defer') return;
        expect(decision.until).toBeGreaterThan(facts.at);
        expect(TIME_RULES).toContain(decision.rule.id);
        const later = { ...facts, at: decision.until, campaignPaused: false };
        expect(decideContact(later, plPolicy).outcome).toBe('allow');
        // The instant before is not permitted: the deferral is no longer than it must be.
        expect(decideContact({ ...facts, at: decision.until - 1 }, plPolicy).outcome).toBe('defer');
      }),
      RUNS,
    );
  });

  it('refuses collection while the person or the case is stopped, at any time of day', () => {
    fc.assert(
      fc.property(
        timelyFacts,
        fc.constantFrom('cease', 'deceased', 'represented', 'insolvent'),
        (facts, stop) => {
          expect(decideContact({ ...facts, personStops: [stop] }, plPolicy).outcome).toBe('refuse');
          expect(decideContact({ ...facts, holds: ['dispute'] }, plPolicy).outcome).toBe('refuse');
          expect(decideContact({ ...facts, caseOpen: false }, plPolicy).outcome).toBe('refuse');
        },
      ),
      { numRuns: 200 },
    );
  });

  it('keeps the caps when every allowed message is sent', () => {
    const zone = fc.constantFrom('Europe/Warsaw', 'Atlantic/Azores', 'America/New_York');
    const gaps = fc.array(fc.integer({ min: 60_000, max: 20 * 3_600_000 }), { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(zone, gaps, (where, waits) => {
        let at = warsaw('2026-03-20T08:00');
        const sent: CountedContact[] = [];
        for (const wait of waits) {
          at += wait;
          const facts = { ...permitted, at, zones: [where], contacts: [...sent], timeBarredOn: '2031-01-01' };
          const decision = decideContact(facts, plPolicy);
          if (decision.outcome === 'defer') at = decision.until;
          if (decision.outcome !== 'refuse') sent.push({ at, channel: 'sms' });
        }
        const days = sent.map((contact) => DateTime.fromMillis(contact.at, { zone: where }).toISODate());
        expect(new Set(days).size).toBe(days.length);
        sent.forEach((contact, i) => {
          const fourth = sent[i + 3];
          if (fourth !== undefined) expect(fourth.at - contact.at).toBeGreaterThanOrEqual(7 * 86_400_000);
        });
        expect(sent.length).toBeGreaterThan(5);
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same answer to the same facts', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        expect(decideContact(facts, plPolicy)).toEqual(decideContact(structuredClone(facts), plPolicy));
      }),
      { numRuns: 300 },
    );
  });
});
