import { calendar } from '../spec-support/policy-facts.js';
import { shippedPacks } from '../spec-support/shipped-packs.js';
import { WhatIf } from './answer-question.js';

const whatIf = new WhatIf(shippedPacks, calendar);
const usual = {
  pack: 'pl-default',
  at: '2026-11-17T10:00:00+01:00',
  channel: 'sms',
  country: 'PL',
  party: 'consumer',
  dueDate: '2026-11-01',
};
const ask = (changes: Record<string, unknown> = {}) => whatIf.answer({ ...usual, ...changes });

describe('a question about a contact', () => {
  it('is answered with the rule that decides and the first permitted instant', () => {
    expect(ask({ id: 7 })).toEqual({
      id: 7,
      outcome: 'allow',
      reason: null,
      review: false,
      rule: 'contact-hours',
      pack: 'pl-default',
      packVersion: 2,
      next: '2026-11-17T09:00:00.000Z',
      validUntil: '2026-11-17T19:00:00.000Z',
      zones: [{ zone: 'Europe/Warsaw', local: '2026-11-17T10:00+01:00', holiday: false }],
    });
    expect(ask({ at: '2026-11-17T05:00:00Z' })).toMatchObject({
      outcome: 'defer',
      next: '2026-11-17T07:00:00.000Z',
    });
    expect(ask({ optedOut: true })).toMatchObject({ outcome: 'refuse', reason: 'opted-out', next: null });
  });

  it('tells the wall clock of zones off by half an hour', () => {
    const answer = ask({ zone: 'Asia/Kolkata', at: '2026-11-17T14:29:59.999Z' });
    expect(answer).toMatchObject({ outcome: 'allow', zones: [{ local: '2026-11-17T19:59+05:30' }] });
    expect(ask({ zone: 'America/St_Johns' })).toMatchObject({ zones: [{ local: '2026-11-17T05:30-03:30' }] });
  });

  it('adds the zones that a number tells of to those in which the debtor may be', () => {
    expect(ask({ number: '+48 12' })).toMatchObject({
      error: expect.stringMatching(/^number: is no phone number/),
    });
    expect(ask({ number: '600 100 200' })).toMatchObject({ zones: [{ zone: 'Europe/Warsaw' }] });
    const coasts = ask({
      number: '+1 212 736 5000',
      country: 'US',
      pack: 'us-regf',
      zone: 'America/Los_Angeles',
    });
    expect(coasts).toMatchObject({ zones: [{ zone: 'America/Los_Angeles' }, { zone: 'America/New_York' }] });
  });

  it('counts a contact until exactly its hours are over', () => {
    const contacts = ['10', '11', '12'].map((day) => ({
      at: `2026-11-${day}T10:00:00.500+01:00`,
      channel: 'email',
    }));
    expect(ask({ contacts, at: '2026-11-17T10:00:00.499+01:00' })).toMatchObject({
      outcome: 'defer',
      rule: 'frequency-cap',
      next: '2026-11-17T09:00:00.500Z',
    });
    expect(ask({ contacts, at: '2026-11-17T10:00:00.500+01:00' })).toMatchObject({ outcome: 'allow' });
  });

  it('is answered by itself, however far away its contacts lie', () => {
    const talked = [{ at: '2010-01-01T00:00:00Z', channel: 'voice', talked: true }];
    const us = {
      pack: 'us-regf',
      country: 'US',
      zone: 'America/Chicago',
      channel: 'voice',
      at: '2026-11-17T15:00:00Z',
    };
    expect(ask({ ...us, contacts: talked })).toMatchObject({ outcome: 'allow' });
    const ahead = [{ at: '2050-01-01T00:00:00Z', channel: 'sms' }];
    expect(ask({ contacts: ahead })).toMatchObject({ outcome: 'refuse', reason: 'no-permitted-time' });
    expect(ask({ at: '1970-06-12T10:00:00Z' })).toMatchObject({
      error: expect.stringContaining('between 1990 and 2100'),
    });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['who owes', { party: undefined }, 'party-unknown'],
    ['how old the debt is', { dueDate: undefined }, 'age-of-debt-unknown'],
    ['where the debtor is', { country: 'US', packs: ['us-regf'], pack: undefined }, 'zone-unknown'],
  ])('that leaves open %s is refused, for a person to look', (_what, changes, reason) => {
    expect(ask(changes)).toMatchObject({ outcome: 'refuse', reason, review: true });
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'a pack that nobody knows',
      { pack: 'pl-lenient' },
      'packs: unknown policy pack pl-lenient; known: eu-base',
    ],
    ['an instant without an offset', { at: '2026-11-17T10:00:00' }, 'at: write an instant with its offset'],
    ['a day that is none', { at: '2026-02-30T10:00:00Z' }, 'at: write an instant with its offset'],
    ['a field that is none', { chanel: 'sms' }, 'Unrecognized key: "chanel"'],
    ['both a pack and packs', { packs: ['pl-b2b'] }, 'packs: give either pack or packs'],
    [
      'two sayings about consent',
      { consent: 'given', consents: { sms: 'withdrawn' } },
      'consents: give either consent or consents',
    ],
    ['a contact without an instant', { contacts: [{ channel: 'sms' }] }, 'contacts.0.at: '],
  ])('with %s is told what is wrong with it', (_what, changes, words) => {
    expect(ask(changes)).toMatchObject({ error: expect.stringContaining(words) });
  });

  it('names no next instant at which the claim is time-barred by then', () => {
    const evening = {
      pack: 'pl-default',
      at: '2026-03-25T21:30:00+01:00',
      channel: 'sms',
      country: 'PL',
      zone: 'Europe/Warsaw',
      party: 'consumer',
      dueDate: '2026-01-10',
    };
    expect(whatIf.answer({ ...evening, timeBarredOn: '2026-03-26' })).toMatchObject({
      outcome: 'defer',
      next: null,
    });
    expect(whatIf.answer({ ...evening, timeBarredOn: '2026-03-27' })).toMatchObject({
      next: '2026-03-26T07:00:00.000Z',
    });
  });
});
