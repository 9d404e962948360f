import { DateTime } from 'luxon';
import type { ContactFacts, CountedContact } from './contact-facts.js';
import { decideContact } from './decide-contact.js';
import { permitted, shown } from './spec-support/policy-facts.js';
import { shippedPolicy } from './spec-support/shipped-packs.js';

const policy = shippedPolicy('us-regf');
const CHICAGO = 'America/Chicago';

function at(local: string, zone = CHICAGO): number {
  return DateTime.fromISO(local, { zone }).toMillis();
}

function answer(local: string, changes: Partial<ContactFacts> = {}): string {
  const facts = {
    ...permitted,
    country: 'US',
    portfolioZone: CHICAGO,
    zones: [CHICAGO],
    at: at(local),
    ...changes,
  };
  const decision = decideContact({ ...facts, timeBarredOn: '2031-01-01' }, policy);
  if (decision.outcome === 'allow') return `allow to ${shown(decision.validUntil, CHICAGO)}`;
  if (decision.outcome === 'defer')
    return `defer to ${shown(decision.until, CHICAGO)} by ${decision.rule.id}`;
  return `refuse ${decision.reason}`;
}

const call = (local: string, more: Partial<CountedContact> = {}): CountedContact => ({
  at: at(local),
  channel: 'voice',
  ...more,
});
const sevenDays = [
  '2026-06-01',
  '2026-06-02',
  '2026-06-03',
  '2026-06-04',
  '2026-06-05',
  '2026-06-06',
  '2026-06-07',
];

describe('hours under Regulation F', () => {
  it.each([
    ['2026-06-07T07:59', 'defer to Sun 2026-06-07T08:00 by contact-hours'],
    ['2026-06-07T08:00', 'allow to Sun 2026-06-07T21:00'],
    ['2026-06-07T20:59', 'allow to Sun 2026-06-07T21:00'],
    ['2026-06-07T21:00', 'defer to Mon 2026-06-08T08:00 by contact-hours'],
    ['2026-07-04T12:00', 'allow to Sat 2026-07-04T21:00'],
    ['2026-03-08T01:30', 'defer to Sun 2026-03-08T08:00 by contact-hours'],
    ['2026-11-01T01:30', 'defer to Sun 2026-11-01T08:00 by contact-hours'],
  ])('at %s in Chicago: %s', (local, expected) => {
    expect(answer(local)).toBe(expected);
  });

  it('are kept on both coasts for somebody who may be on either', () => {
    const zones = ['America/New_York', 'America/Los_Angeles'];
    expect(answer('2026-06-08T09:30', { zones })).toBe('defer to Mon 2026-06-08T10:00 by contact-hours');
    expect(answer('2026-06-08T12:00', { zones })).toBe('allow to Mon 2026-06-08T20:00');
  });

  it('are not guessed: a country of many zones, and none known', () => {
    expect(answer('2026-06-08T12:00', { zones: [] })).toBe('refuse zone-unknown');
  });
});

describe('seven calls within seven consecutive days', () => {
  const calls = sevenDays.map((day) => call(`${day}T10:00`));

  it('about a debt are the most; the eighth waits for the day after the seventh', () => {
    expect(answer('2026-06-07T15:00', { channel: 'voice', contacts: calls.slice(1) })).toMatch(/^allow/);
    expect(answer('2026-06-07T15:00', { channel: 'voice', contacts: calls })).toBe(
      'defer to Mon 2026-06-08T08:00 by frequency-cap',
    );
  });

  it('count although a text followed each of them, and count once among all contacts', () => {
    const contacts = sevenDays.map((day) => call(`${day}T10:00`, { callAlone: true }));
    expect(answer('2026-06-07T12:00', { channel: 'voice', contacts })).toBe(
      'defer to Mon 2026-06-08T08:00 by frequency-cap',
    );
    const poland = { ...permitted, at: at('2026-06-08T12:00', 'Europe/Warsaw') };
    const today = [call('2026-06-08T01:00', { callAlone: true })];
    expect(decideContact({ ...poland, contacts: today }, shippedPolicy('pl-default')).outcome).toBe('allow');
  });

  it('may all have been on one day', () => {
    const busy = Array.from({ length: 7 }, (_, hour) => call(`2026-06-01T1${hour}:00`));
    expect(answer('2026-06-07T20:00', { channel: 'voice', contacts: busy })).toBe(
      'defer to Mon 2026-06-08T08:00 by frequency-cap',
    );
  });

  it('are counted for each debt by itself', () => {
    const contacts = calls.map((each) => ({ ...each, otherDebt: true }));
    expect(answer('2026-06-07T15:00', { channel: 'voice', contacts })).toMatch(/^allow/);
  });

  it('say nothing of texts and e-mails, neither as what is counted nor as what is capped', () => {
    expect(answer('2026-06-07T15:00', { channel: 'sms', contacts: calls })).toMatch(/^allow/);
    const texts = calls.map(({ at: when }) => ({ at: when, channel: 'sms' as const }));
    expect(answer('2026-06-07T15:00', { channel: 'voice', contacts: texts })).toMatch(/^allow/);
  });
});

describe('a conversation about the debt', () => {
  const talked = [call('2026-06-01T20:30', { talked: true })];

  it('is the first of seven days without a call', () => {
    expect(answer('2026-06-01T20:45', { channel: 'voice', contacts: talked })).toBe(
      'defer to Mon 2026-06-08T08:00 by conversation-pause',
    );
    expect(answer('2026-06-07T20:59', { channel: 'voice', contacts: talked })).toBe(
      'defer to Mon 2026-06-08T08:00 by conversation-pause',
    );
    expect(answer('2026-06-08T08:00', { channel: 'voice', contacts: talked })).toMatch(/^allow/);
  });

  it('leaves texts, and calls about another debt, alone', () => {
    expect(answer('2026-06-02T12:00', { channel: 'sms', contacts: talked })).toMatch(/^allow/);
    const other = talked.map((each) => ({ ...each, otherDebt: true }));
    expect(answer('2026-06-02T12:00', { channel: 'voice', contacts: other })).toMatch(/^allow/);
  });
});

describe('a wish of the debtor', () => {
  it.each<[string, Partial<ContactFacts>, string]>([
    ['to cease', { personStops: ['cease'] }, 'refuse person: cease'],
    ['to speak with their attorney', { personStops: ['represented'] }, 'refuse person: represented'],
    ['not to be texted at all', { refusedChannels: ['sms'] }, 'refuse channel-refused'],
    ['to have a text stopped', { optedOut: true }, 'refuse opted-out'],
    ['no longer to agree', { consent: 'withdrawn' }, 'refuse consent-withdrawn'],
    ['to have the debt verified', { holds: ['dispute'] }, 'refuse held: dispute'],
  ])('%s is kept', (_wish, changes, expected) => {
    expect(answer('2026-06-08T12:00', changes)).toBe(expected);
  });

  it('not to be texted leaves e-mail', () => {
    expect(answer('2026-06-08T12:00', { channel: 'email', refusedChannels: ['sms', 'voice'] })).toMatch(
      /^allow/,
    );
  });
});
