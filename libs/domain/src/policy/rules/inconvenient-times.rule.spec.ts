import { DateTime } from 'luxon';
import { decideContact } from '../decide-contact.js';
import { inconvenientTimeSchema, leaveTime, type InconvenientTime } from '../inconvenient-time.js';
import { permitted, shown } from '../spec-support/policy-facts.js';
import { shippedPolicy } from '../spec-support/shipped-packs.js';

/** Under the pack with the widest hours: 8 to 21 on every day. */
function answer(times: readonly InconvenientTime[], local: string, zones = ['America/New_York']): string {
  const [zone = 'UTC'] = zones;
  const at = DateTime.fromISO(local, { zone }).toMillis();
  const facts = {
    ...permitted,
    country: 'US',
    zones,
    timeBarredOn: '2031-01-01',
    at,
    inconvenientTimes: times,
  };
  const decision = decideContact(facts, shippedPolicy('us-regf'));
  if (decision.outcome === 'allow')
    return `allow to ${shown(decision.validUntil, zone)} by ${decision.rule.id}`;
  if (decision.outcome === 'refuse') return `refuse ${decision.reason}`;
  return `defer to ${shown(decision.until, zone)} by ${decision.rule.id}`;
}

const notBeforeTen = [{ from: '00:00', until: '10:00' }];
const notAtNoon = [{ from: '12:00', until: '14:00' }];
const notOnMondays = [{ days: ['monday' as const], from: '00:00', until: '24:00' }];

describe('times that a person called inconvenient', () => {
  it.each<[string, readonly InconvenientTime[], string, string]>([
    [
      'never before ten',
      notBeforeTen,
      '2026-06-02T09:59',
      'defer to Tue 2026-06-02T10:00 by inconvenient-times',
    ],
    ['never before ten', notBeforeTen, '2026-06-02T10:00', 'allow to Tue 2026-06-02T21:00 by contact-hours'],
    ['not at noon', notAtNoon, '2026-06-02T11:00', 'allow to Tue 2026-06-02T12:00 by inconvenient-times'],
    ['not at noon', notAtNoon, '2026-06-02T13:59', 'defer to Tue 2026-06-02T14:00 by inconvenient-times'],
    [
      'never on Mondays',
      notOnMondays,
      '2026-06-01T10:00',
      'defer to Tue 2026-06-02T08:00 by inconvenient-times',
    ],
    ['never on Mondays', notOnMondays, '2026-05-31T21:30', 'defer to Tue 2026-06-02T08:00 by contact-hours'],
    [
      'never on Mondays nor before ten',
      [...notOnMondays, ...notBeforeTen],
      '2026-06-01T10:00',
      'defer to Tue 2026-06-02T10:00 by inconvenient-times',
    ],
  ])('%s', (_what, times, local, expected) => {
    expect(answer(times, local)).toBe(expected);
  });

  it('are by the wall clock on the days on which clocks change', () => {
    // At two the clocks show three; at two in November they show one again.
    expect(answer(notBeforeTen, '2026-03-08T00:30')).toMatch(/^defer to Sun 2026-03-08T10:00/);
    expect(answer(notBeforeTen, '2026-11-01T00:30')).toMatch(/^defer to Sun 2026-11-01T10:00/);
  });

  it('hold by the clock of every zone in which the person may be', () => {
    expect(answer(notBeforeTen, '2026-06-02T10:30', ['America/New_York', 'America/Los_Angeles'])).toMatch(
      /^defer to Tue 2026-06-02T13:00/,
    );
  });

  it('that leave no minute within the hours go to a person', () => {
    expect(answer([{ from: '07:00', until: '22:00' }], '2026-06-02T10:00')).toBe('refuse no-permitted-time');
  });

  it('are read with their faults named, and one over midnight is written as two', () => {
    expect(inconvenientTimeSchema.parse({ until: '10:00' })).toEqual({ from: '00:00', until: '10:00' });
    expect(inconvenientTimeSchema.safeParse({ from: '22:00', until: '07:00' }).error?.issues).toMatchObject([
      { path: ['until'], message: expect.stringContaining('over midnight as two') },
    ]);
    expect(inconvenientTimeSchema.safeParse({ from: '9:00' }).success).toBe(false);
  });

  it('leave some of the week, or are no times but a wish for no contact', () => {
    expect(
      leaveTime([
        { from: '00:00', until: '12:00' },
        { from: '11:00', until: '24:00' },
      ]),
    ).toBe(false);
    expect(
      leaveTime([
        { from: '00:00', until: '12:00' },
        { from: '12:01', until: '24:00' },
      ]),
    ).toBe(true);
    expect(leaveTime(notOnMondays)).toBe(true);
    expect(leaveTime([])).toBe(true);
  });
});
