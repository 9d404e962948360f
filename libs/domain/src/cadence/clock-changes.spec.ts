import { DateTime } from 'luxon';
import { advance } from './advance.js';
import { campaignText, caseFacts, compiled } from './campaign.fixture.js';
import { wakeAt, type Advance } from './effects.js';
import { enterCampaign } from './enrolment-state.js';

/** A wait, a wait for an event and a branch with patience, each of which ends after the change at an hour of its own. */
const campaign = compiled(
  campaignText(`
  - { key: rest, type: wait, for: { days: 2, time: '14:00' } }
  - { key: first, type: send, channel: sms, template: overdue }
  - { key: heard, type: wait-for, event: response, within: { days: 2, time: '02:30' }, then: done }
  - { key: second, type: send, channel: sms, template: overdue }
  - { key: done, type: end }`),
);

/** The day before the change, by the wall clock of the zone, in the evening. */
const CHANGES: readonly (readonly [zone: string, eve: string])[] = [
  ['Europe/Warsaw', '2026-03-28'],
  ['Europe/Warsaw', '2026-10-24'],
  ['America/New_York', '2026-03-07'],
  ['America/New_York', '2026-10-31'],
  ['Australia/Lord_Howe', '2026-04-04'],
  ['Australia/Lord_Howe', '2026-10-03'],
  ['Pacific/Chatham', '2026-09-26'],
  ['Antarctica/Troll', '2026-10-24'],
];

describe.each(CHANGES)('in %s, with the clocks changing in the night after %s', (zone, eve) => {
  const start = DateTime.fromISO(`${eve}T20:00`, { zone });
  const facts = caseFacts({ zone, dueDate: eve });

  /** Follows the due times; each is by the wall clock, and tells what left then. */
  function course(): string[] {
    let state = enterCampaign(start.toMillis());
    let now = start.toMillis();
    const told: string[] = [];
    for (let look = 0; look < 12; look += 1) {
      const result: Advance = advance(campaign, state, facts, now);
      for (const effect of result.effects) {
        const there = DateTime.fromMillis(now, { zone });
        const days = Math.round(there.startOf('day').diff(start.startOf('day'), 'days').days);
        if (effect.kind === 'send') told.push(`day ${days} ${there.toFormat('HH:mm')} ${effect.stepKey}`);
      }
      const wake = wakeAt(result.next);
      if (wake === null) return told;
      if (wake <= now && result.effects.length === 0) throw new Error('due again at once, and nothing done');
      state = result.state;
      now = Math.max(now, wake);
    }
    throw new Error('goes round and round');
  }

  it('a wait that began before ends once, at its hour by the new clock, and nothing goes round', () => {
    expect(course()).toEqual(['day 2 14:00 first', 'day 4 02:30 second']);
  });
});
