import { DateTime } from 'luxon';
import type { ContactFacts } from './contact-facts.js';
import { decideContact } from './decide-contact.js';
import { permitted, shown } from './spec-support/policy-facts.js';
import { shippedPacks, shippedPolicy } from './spec-support/shipped-packs.js';

function answer(
  packs: readonly string[],
  local: string,
  zone: string,
  changes: Partial<ContactFacts>,
): string {
  const at = DateTime.fromISO(local, { zone }).toMillis();
  const facts = {
    ...permitted,
    zones: [zone],
    portfolioZone: zone,
    timeBarredOn: '2031-01-01',
    at,
    ...changes,
  };
  const decision = decideContact(facts, shippedPolicy(...packs));
  if (decision.outcome === 'allow') return `allow to ${shown(decision.validUntil, zone)}`;
  if (decision.outcome === 'refuse') return `refuse ${decision.reason}`;
  return `defer to ${shown(decision.until, zone)} by ${decision.rule.id} of ${decision.rule.pack}`;
}

describe('every pack that is shipped', () => {
  it.each(shippedPacks.map(({ id }) => id))('%s makes a whole policy by itself', (id) => {
    expect(shippedPolicy(id).periods.length).toBeGreaterThan(0);
  });

  it.each(shippedPacks.map(({ id }) => id))('%s stops collection for whoever refused the channel', (id) => {
    const facts = { ...permitted, refusedChannels: ['sms' as const] };
    expect(decideContact(facts, shippedPolicy(id))).toMatchObject({
      outcome: 'refuse',
      reason: 'channel-refused',
    });
  });

  it.each(shippedPacks.map(({ id }) => id))('%s waits for a time that suits the person', (id) => {
    const facts = { ...permitted, inconvenientTimes: [{ from: '00:00', until: '12:15' }] };
    const decision = decideContact(facts, shippedPolicy(id));
    expect(decision).toMatchObject({ outcome: 'defer', rule: { id: 'inconvenient-times' } });
    expect(decision.outcome === 'defer' && shown(decision.until)).toBe('Tue 2026-11-17T12:15');
  });

  it.each(shippedPacks.map(({ id }) => id))('%s takes no for an answer where consent is taken back', (id) => {
    const decision = decideContact({ ...permitted, consent: 'withdrawn' }, shippedPolicy(id));
    expect(decision).toMatchObject({ outcome: 'refuse', reason: 'consent-withdrawn' });
  });
});

describe('pl-strict', () => {
  const strict = (local: string, changes: Partial<ContactFacts> = {}) =>
    answer(['pl-strict'], local, 'Europe/Warsaw', changes);

  it.each([
    ['2026-11-17T08:59', 'defer to Tue 2026-11-17T09:00 by contact-hours of pl-strict'],
    ['2026-11-17T09:00', 'allow to Tue 2026-11-17T17:00'],
    ['2026-11-17T17:00', 'defer to Wed 2026-11-18T09:00 by contact-hours of pl-strict'],
    ['2026-11-21T12:00', 'allow to Sat 2026-11-21T17:00'],
    ['2026-11-11T12:00', 'defer to Thu 2026-11-12T09:00 by contact-hours of pl-strict'],
  ])('at %s: %s', (local, expected) => {
    expect(strict(local)).toBe(expected);
  });

  it('brings the caps of pl-default along', () => {
    const contacts = [
      {
        at: DateTime.fromISO('2026-11-17T09:30', { zone: 'Europe/Warsaw' }).toMillis(),
        channel: 'sms' as const,
      },
    ];
    expect(strict('2026-11-17T12:00', { contacts })).toBe(
      'defer to Wed 2026-11-18T09:00 by frequency-cap of pl-default',
    );
  });
});

describe('packs of two countries together', () => {
  it('leave the hours that both permit', () => {
    const both = (local: string) => answer(['us-regf', 'pl-strict'], local, 'Europe/Warsaw', {});
    expect(both('2026-11-17T20:00')).toBe('defer to Wed 2026-11-18T09:00 by contact-hours of pl-strict');
    expect(both('2026-11-17T10:00')).toBe('allow to Tue 2026-11-17T17:00');
  });
});

describe('uk-conc', () => {
  const uk = (local: string, changes: Partial<ContactFacts> = {}) =>
    answer(['uk-conc'], local, 'Europe/London', { country: 'GB', ...changes });

  it('rests on a bank holiday and in breathing space', () => {
    expect(uk('2026-05-04T12:00')).toBe('defer to Tue 2026-05-05T08:00 by contact-hours of uk-conc');
    expect(uk('2026-08-31T12:00')).toBe('defer to Tue 2026-09-01T08:00 by contact-hours of uk-conc');
    expect(uk('2026-05-05T12:00', { holds: ['breathing-space'] })).toBe('refuse held: breathing-space');
  });
});

describe('eu-base', () => {
  it('keeps the holidays of the country that it is used in', () => {
    const on = (local: string, country: string, zone: string) =>
      answer(['eu-base'], local, zone, { country });
    expect(on('2026-10-03T12:00', 'DE', 'Europe/Berlin')).toMatch(/^defer to Mon 2026-10-05T08:00/);
    expect(on('2026-10-03T12:00', 'FR', 'Europe/Paris')).toBe('allow to Sat 2026-10-03T17:00');
  });
});
