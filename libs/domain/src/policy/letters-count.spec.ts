import { DateTime } from 'luxon';
import { decideContact } from './decide-contact.js';
import { permitted } from './spec-support/policy-facts.js';
import { shippedPolicy } from './spec-support/shipped-packs.js';

const at = DateTime.fromISO('2026-06-08T12:00', { zone: 'Europe/Warsaw' }).toMillis();
const letter = { at: at - 3_600_000, channel: 'letter' } as const;

describe('a letter that was handed off', () => {
  it('counts where all contacts count: a message on the same day waits', () => {
    const facts = { ...permitted, at };
    const policy = shippedPolicy('pl-default');
    expect(decideContact({ ...facts, contacts: [] }, policy).outcome).toBe('allow');
    expect(decideContact({ ...facts, contacts: [letter] }, policy)).toMatchObject({
      outcome: 'defer',
      rule: { id: 'frequency-cap' },
    });
  });

  it('is no call where calls alone are counted', () => {
    const chicago = DateTime.fromISO('2026-06-08T12:00', { zone: 'America/Chicago' }).toMillis();
    const facts = {
      ...{
        ...permitted,
        at: chicago,
        country: 'US',
        portfolioZone: 'America/Chicago',
        zones: ['America/Chicago'],
      },
      channel: 'voice' as const,
      contacts: Array.from({ length: 7 }, (_, day) => ({
        ...letter,
        at: chicago - (day + 1) * 20 * 3_600_000,
      })),
    };
    expect(decideContact(facts, shippedPolicy('us-regf')).outcome).toBe('allow');
  });
});
