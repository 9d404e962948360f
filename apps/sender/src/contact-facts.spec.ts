import type { MessageToSend } from '#persistence';
import { contactFacts, countContact } from './contact-facts.js';

const NOW = Date.parse('2026-01-12T09:00:00Z');
const DAY = 86_400_000;

function message(changes: Partial<MessageToSend> = {}): MessageToSend {
  return {
    id: 'this-message',
    person_id: 'person',
    channel: 'sms',
    purpose: 'collection',
    family: 'overdue',
    terms: { country: 'PL', portfolio_zone: 'Europe/Warsaw', minimum_balance_minor: 0, paused: false },
    debtor_zone: null,
    point_zones: ['Europe/Warsaw'],
    point_status: 'active',
    opted_out: false,
    kind: 'consumer',
    case_status: 'open',
    stage: null,
    stops: [],
    refused_channels: [],
    inconvenient_times: [],
    consent: null,
    holds: null,
    contacts: [],
    balance_minor: 100,
    time_barred_on: null,
    due_date: '2026-01-11',
    last_payment_at: null,
    ...changes,
  } as MessageToSend;
}

describe('the facts that a contact is decided by', () => {
  it('count every contact of the person but those of the message itself, so that a fallback is one contact', () => {
    const contacts = [
      { at: NOW - DAY, ch: 'sms', m: 'earlier' },
      { at: NOW - 1000, ch: 'sms', m: 'this-message' },
    ];
    expect(contactFacts(message(), contacts, NOW).contacts).toEqual([{ at: NOW - DAY, channel: 'sms' }]);
  });

  it('tell contacts about other debts and conversations apart, for rules that count calls about one debt', () => {
    const contacts = [
      { at: NOW - DAY, ch: 'voice', m: 'talked', c: 'this-case' },
      { at: NOW - 2 * DAY, ch: 'voice', m: 'rang-out', c: 'another-case' },
      { at: NOW - 3 * DAY, ch: 'sms', m: 'of-an-earlier-release' },
    ];
    const facts = contactFacts(
      message({ case_id: 'this-case', channel: 'voice' }),
      contacts,
      NOW,
      new Set(['talked']),
    );
    expect(facts.contacts).toEqual([
      { at: NOW - DAY, channel: 'voice', talked: true },
      { at: NOW - 2 * DAY, channel: 'voice', otherDebt: true },
      { at: NOW - 3 * DAY, channel: 'sms' },
    ]);
  });

  it('tell that the person refused the channel: texts are one, by SMS or RCS', () => {
    const of = (channel: MessageToSend['channel']): unknown =>
      contactFacts(message({ channel, refused_channels: ['sms'] }), [], NOW).refusedChannels;
    expect([of('sms'), of('rcs'), of('email')]).toEqual([['sms'], ['rcs'], undefined]);
  });

  it('tell what was said about the channel on the address, and when the person does not want to hear; else nothing', () => {
    const times = [{ from: '00:00', until: '10:00' }];
    expect(contactFacts(message({ consent: 'withdrawn', inconvenient_times: times }), [], NOW)).toMatchObject(
      {
        consent: 'withdrawn',
        inconvenientTimes: times,
      },
    );
    const facts = contactFacts(message(), [], NOW);
    expect(facts).not.toHaveProperty('consent');
    expect(facts).not.toHaveProperty('inconvenientTimes');
  });

  it('name every zone in which the debtor may be', () => {
    const facts = contactFacts(
      message({ debtor_zone: 'Europe/London', point_zones: ['Europe/Warsaw'] }),
      [],
      NOW,
    );
    expect(facts.zones).toEqual(['Europe/Warsaw', 'Europe/London']);
  });

  it('tell the receipt of booked money from that of who has just paid', () => {
    const receipt = { purpose: 'requested', family: 'payment-receipt' } as const;
    const requestOf = (extra: MessageToSend['extra']): unknown =>
      contactFacts(message({ ...receipt, extra }), [], NOW).request;
    expect([{ booked: true }, { booked: false }, null].map(requestOf)).toEqual([
      'booked-receipt',
      'receipt',
      'receipt',
    ]);
  });

  it('take an address that is gone for an invalid one', () => {
    expect(contactFacts(message({ point_status: null }), [], NOW).pointStatus).toBe('invalid');
  });

  it('forget contacts that no cap can see any more', () => {
    const contacts = [{ at: NOW - 9 * DAY, ch: 'sms', m: 'old' }];
    expect(countContact(contacts, message(), NOW)).toEqual([{ at: NOW, ch: 'sms', m: 'this-message' }]);
  });

  it('keep a call that rang out and was followed by a text, as a call alone', () => {
    const called = countContact([], message({ channel: 'voice' }), NOW - 1000);
    const texted = countContact(called, message(), NOW);
    expect(texted).toEqual([
      { at: NOW - 1000, ch: 'voice', m: 'this-message', a: true },
      { at: NOW, ch: 'sms', m: 'this-message' },
    ]);
    expect(contactFacts(message({ id: 'next' }), texted, NOW).contacts).toEqual([
      { at: NOW - 1000, channel: 'voice', callAlone: true },
      { at: NOW, channel: 'sms' },
    ]);
  });
});
