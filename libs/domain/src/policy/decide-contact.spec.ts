import { decideContact } from './decide-contact.js';
import type { ContactDecision } from './contact-decision.js';
import type { ContactFacts } from './contact-facts.js';
import { permitted, plPolicy, shown, warsaw } from './spec-support/policy-facts.js';

function decide(changes: Partial<ContactFacts> = {}): ContactDecision {
  return decideContact({ ...permitted, ...changes }, plPolicy);
}

function answer(changes: Partial<ContactFacts>): string {
  const decision = decide(changes);
  if (decision.outcome === 'allow') return `allow to ${shown(decision.validUntil)}`;
  if (decision.outcome === 'defer') return `defer to ${shown(decision.until)} by ${decision.rule.id}`;
  return `refuse ${decision.reason}${decision.review ? ', to a human' : ''}`;
}

describe('a permitted contact', () => {
  it('is allowed to the end of the contact window, with the facts that decided', () => {
    const decision = decide();
    expect(decision).toEqual({
      outcome: 'allow',
      validUntil: warsaw('2026-11-17T20:00'),
      rule: { id: 'contact-hours', version: 1, pack: 'pl-default', packVersion: 2 },
      resolved: {
        at: permitted.at,
        zonesFrom: 'person',
        zones: [{ zone: 'Europe/Warsaw', offset: 60, day: 20_774, minute: 600, holiday: false }],
        holidays: [],
        counts: [
          { limit: '1 per 1 local days', used: 0 },
          { limit: '3 per 168 hours', used: 0 },
        ],
        packs: ['pl-default@2'],
        policyHash: plPolicy.hash,
      },
    });
  });
});

describe('contact hours in Poland', () => {
  it('are kept by the receipt of booked money, and not by that of who has just paid', () => {
    const night = {
      at: warsaw('2026-11-17T03:00'),
      purpose: 'requested',
      caseOpen: false,
      balanceMinor: 0,
    } as const;
    expect(answer({ ...night, request: 'receipt' })).toMatch(/^allow/);
    expect(answer({ ...night, request: 'booked-receipt' })).toBe(
      'defer to Tue 2026-11-17T08:00 by contact-hours',
    );
    const capped = [{ at: warsaw('2026-11-17T09:00'), channel: 'sms' }] as const;
    expect(answer({ purpose: 'requested', request: 'booked-receipt', contacts: capped })).toMatch(/^allow/);
  });

  it.each([
    ['2026-11-17T07:59', 'defer to Tue 2026-11-17T08:00 by contact-hours'],
    ['2026-11-17T08:00', 'allow to Tue 2026-11-17T20:00'],
    ['2026-11-17T19:59', 'allow to Tue 2026-11-17T20:00'],
    ['2026-11-17T20:00', 'defer to Wed 2026-11-18T08:00 by contact-hours'],
    ['2026-11-20T20:30', 'defer to Sat 2026-11-21T09:00 by contact-hours'],
    ['2026-11-21T16:59', 'allow to Sat 2026-11-21T17:00'],
    ['2026-11-21T17:00', 'defer to Mon 2026-11-23T08:00 by contact-hours'],
    ['2026-11-22T12:00', 'defer to Mon 2026-11-23T08:00 by contact-hours'],
    ['2026-11-11T12:00', 'defer to Thu 2026-11-12T08:00 by contact-hours'],
    ['2026-12-23T20:00', 'defer to Mon 2026-12-28T08:00 by contact-hours'],
    ['2024-12-24T12:00', 'defer to Fri 2024-12-27T08:00 by contact-hours'],
    ['2026-12-31T21:00', 'defer to Sat 2027-01-02T09:00 by contact-hours'],
    ['2026-03-28T18:00', 'defer to Mon 2026-03-30T08:00 by contact-hours'],
    ['2026-04-04T17:00', 'defer to Tue 2026-04-07T08:00 by contact-hours'],
    ['2026-10-24T17:00', 'defer to Mon 2026-10-26T08:00 by contact-hours'],
  ])('at %s: %s', (at, expected) => {
    expect(answer({ at: warsaw(at), timeBarredOn: '2030-12-31' })).toBe(expected);
  });

  it('must be kept in every zone where the debtor may be', () => {
    const zones = ['Europe/Warsaw', 'America/New_York'];
    expect(answer({ zones })).toBe('defer to Tue 2026-11-17T14:00 by contact-hours');
    expect(answer({ zones, at: warsaw('2026-11-17T15:00') })).toBe('allow to Tue 2026-11-17T20:00');
    expect(answer({ zones: ['Europe/Warsaw', 'Asia/Kolkata'] })).toBe('allow to Tue 2026-11-17T15:30');
  });

  it('that never coincide send the message to a human instead of waiting for ever', () => {
    expect(answer({ zones: ['Pacific/Auckland', 'Europe/Warsaw'] })).toBe(
      'refuse no-permitted-time, to a human',
    );
  });
});

describe('unknown zones', () => {
  it("fall back to the portfolio's where the country has a single one", () => {
    expect(answer({ zones: [] })).toBe('allow to Tue 2026-11-17T20:00');
    expect(decide({ zones: [] }).resolved.zonesFrom).toBe('portfolio');
  });

  it.each([
    ['a country of several zones', { zones: [], country: 'US', portfolioZone: 'America/New_York' }],
    ["a portfolio's zone that does not exist", { zones: [], portfolioZone: 'Poland/Warsaw' }],
    ['one candidate that does not exist', { zones: ['Europe/Warsaw', 'Europe/Nowhere'] }],
  ])('fail closed: %s', (_name, changes) => {
    expect(answer(changes)).toBe('refuse zone-unknown, to a human');
  });

  it('of holidays fail closed too', () => {
    expect(answer({ country: 'XX' })).toBe('refuse holidays-unknown, to a human');
  });
});

describe('the cap on contacts', () => {
  const sms = (...times: string[]) => times.map((time) => ({ at: warsaw(time), channel: 'sms' as const }));

  it('allows one a calendar day of the debtor', () => {
    const at = warsaw('2026-11-17T10:00');
    expect(answer({ at, contacts: sms('2026-11-17T08:00') })).toBe(
      'defer to Wed 2026-11-18T08:00 by frequency-cap',
    );
    expect(answer({ at, contacts: sms('2026-11-16T19:59') })).toBe('allow to Tue 2026-11-17T20:00');
  });

  it('that lifts on a Sunday defers to Monday morning', () => {
    expect(answer({ at: warsaw('2026-11-21T12:00'), contacts: sms('2026-11-21T09:00') })).toBe(
      'defer to Mon 2026-11-23T08:00 by frequency-cap',
    );
    const three = sms('2026-11-15T10:00', '2026-11-16T10:00', '2026-11-18T10:00');
    expect(answer({ at: warsaw('2026-11-20T12:00'), contacts: three })).toBe(
      'defer to Mon 2026-11-23T08:00 by frequency-cap',
    );
  });

  it('allows three in any seven days', () => {
    const three = sms('2026-11-11T10:00', '2026-11-13T10:00', '2026-11-16T10:00');
    expect(answer({ at: warsaw('2026-11-17T10:00'), contacts: three })).toBe(
      'defer to Wed 2026-11-18T10:00 by frequency-cap',
    );
    expect(answer({ at: warsaw('2026-11-18T10:00'), contacts: three })).toBe('allow to Wed 2026-11-18T20:00');
    expect(decide({ contacts: three }).resolved.counts).toEqual([
      { limit: '1 per 1 local days', used: 0 },
      { limit: '3 per 168 hours', used: 3 },
    ]);
  });

  it('counts a contact that another sender has dated a moment later', () => {
    expect(answer({ contacts: [{ at: permitted.at + 500, channel: 'email' }] })).toBe(
      'defer to Wed 2026-11-18T08:00 by frequency-cap',
    );
  });

  it('does not touch what the debtor asked for, nor what a law demands', () => {
    const contacts = sms('2026-11-17T08:00', '2026-11-16T08:00', '2026-11-15T08:00');
    expect(answer({ purpose: 'requested', request: 'payment-link', contacts })).toMatch(/^allow/);
    expect(answer({ purpose: 'statutory', contacts })).toBe('allow to Tue 2026-11-17T20:00');
  });
});

describe('stops', () => {
  it.each<[string, Partial<ContactFacts>]>([
    ['refuse person: cease', { personStops: ['cease'] }],
    ['refuse person: deceased', { personStops: ['deceased'] }],
    ['refuse person: represented', { personStops: ['represented'] }],
    ['refuse person: insolvent', { personStops: ['insolvent'] }],
    ['refuse opted-out', { optedOut: true }],
    ['refuse contact-point: invalid', { pointStatus: 'invalid' }],
    ['refuse contact-point: purged', { pointStatus: 'purged' }],
    ['refuse contact-point: suppressed', { pointStatus: 'suppressed' }],
    ['refuse case-not-open', { caseOpen: false }],
    ['refuse balance-settled', { balanceMinor: 0 }],
    ['refuse balance-settled', { balanceMinor: Number.NaN }],
    ['refuse balance-below-minimum', { balanceMinor: 999 }],
    ['refuse held: dispute', { holds: ['dispute', 'promise'] }],
    ['refuse party-unknown, to a human', { partyKind: 'unknown' }],
    ['refuse time-barred', { timeBarredOn: '2026-11-17' }],
    ['refuse time-barred, to a human', { timeBarredOn: '2026-01-01', partyKind: 'business' }],
    ['refuse age-of-debt-unknown, to a human', { dueDate: '2024-01-01' }],
    ['refuse age-of-debt-unknown, to a human', { dueDate: null }],
    ['refuse age-of-debt-unknown, to a human', { timeBarredOn: '2026-02-30' }],
    ['allow to Tue 2026-11-17T20:00', { timeBarredOn: '2026-11-18', dueDate: null }],
    ['allow to Tue 2026-11-17T20:00', { pointStatus: 'unverified' }],
  ])('%s', (expected, changes) => {
    expect(answer(changes)).toBe(expected);
  });

  it('a refusal outranks a deferral', () => {
    expect(answer({ at: warsaw('2026-11-22T03:00'), holds: ['dispute'] })).toBe('refuse held: dispute');
  });

  it('a paused campaign and a fresh payment defer', () => {
    expect(answer({ campaignPaused: true })).toBe('defer to Tue 2026-11-17T11:00 by campaign-pause');
    expect(answer({ lastPaymentAt: warsaw('2026-11-17T09:00') })).toBe(
      'defer to Wed 2026-11-18T09:00 by payment-pause',
    );
  });
});

describe('what the debtor asked for', () => {
  const night = warsaw('2026-11-22T02:00');
  const link = { purpose: 'requested', request: 'payment-link', at: night } as const;

  it('comes at once, also at night, on a hold, after the case is settled', () => {
    expect(answer({ ...link, holds: ['promise'], caseOpen: false, balanceMinor: 0, zones: [] })).toBe(
      'allow to Mon 2026-11-23T02:00',
    );
  });

  it('is not sent to an address that opted out, nor to a person who is to be left alone', () => {
    expect(answer({ ...link, optedOut: true })).toBe('refuse opted-out');
    expect(answer({ ...link, personStops: ['cease'] })).toBe('refuse person: cease');
    expect(answer({ ...link, request: undefined, optedOut: true })).toBe('refuse opted-out');
  });

  it('only the confirmation of an opt-out passes both, and still not to a purged address', () => {
    const confirmation = {
      ...link,
      request: 'opt-out-confirmation',
      optedOut: true,
      personStops: ['cease'],
    } as const;
    expect(answer(confirmation)).toMatch(/^allow/);
    expect(answer({ ...confirmation, pointStatus: 'purged' })).toBe('refuse contact-point: purged');
    expect(answer({ ...confirmation, purpose: 'collection' })).toBe('refuse person: cease');
  });

  it('statutory messages keep the hours and the stops of the person', () => {
    expect(answer({ purpose: 'statutory', at: night })).toBe(
      'defer to Mon 2026-11-23T08:00 by contact-hours',
    );
    expect(answer({ purpose: 'statutory', holds: ['dispute'] })).toMatch(/^allow/);
    expect(answer({ purpose: 'statutory', personStops: ['represented'] })).toBe('refuse person: represented');
  });
});
