import { DAY_MS } from '../calendar/civil-date.js';
import { campaignText, caseFacts, compiled, warsaw } from './campaign.fixture.js';
import type { CaseFacts } from './case-facts.js';
import { firstContact } from './first-contact.js';

const NOW = warsaw('2026-01-12', '08:00');

/** Which step contacts a case due on the day of entry first, within seven days. */
function first(steps: string, changes: Partial<CaseFacts> = {}, head?: string): string | null {
  const campaign = compiled(campaignText(steps, head));
  return firstContact(campaign, {
    facts: caseFacts(changes),
    occurrence: 1,
    now: NOW,
    before: NOW + 7 * DAY_MS,
  });
}

const DONE = '  - { key: done, type: end }';

describe('the first contact of a case that enters', () => {
  it('is the step whose day comes first, and none where that lies behind the days asked for', () => {
    const steps = `
  - { key: notice, type: send, at: { dpd: 3, time: '10:00' }, channel: sms, template: overdue }
  - { key: reminder, type: send, at: { dpd: 9, time: '10:00' }, channel: sms, template: overdue }
${DONE}`;
    expect(first(steps)).toBe('notice');
    expect(first(steps, { dueDate: '2026-01-06' })).toBe('reminder');
    expect(first(steps, { dueDate: '2026-01-20' })).toBeNull();
  });

  it('lies behind waits for what does not happen, and on the way of who does not answer', () => {
    const steps = `
  - { key: rest, type: wait, for: { days: 1, time: '09:00' } }
  - { key: heard, type: wait-for, event: response, within: { days: 2, time: '12:00' }, then: done }
  - { key: ways, type: branch, on: response, within: { days: 1, time: '12:00' }, cases: { responded: done, none: late } }
  - { key: late, type: send, channel: sms, template: overdue }
${DONE}`;
    expect(first(steps)).toBe('late');
  });

  it('is a message for several cases as well, which goes a moment after all have entered', () => {
    expect(
      first(`
  - { key: all, type: send, channel: sms, template: overdue, together: { template: overdue-several } }
${DONE}`),
    ).toBe('all');
  });

  it('is none while an agent has the case, or a person is asked, or while it is held', () => {
    const send = `  - { key: notice, type: send, channel: sms, template: overdue }\n${DONE}`;
    const agent = `  - { key: agent, type: escalate, queue: q, reason: r, sla: { businessDays: 1 } }\n${send}`;
    expect(first(agent)).toBeNull();
    const asked = `  - { key: court, type: hand-off, to: court, approval: true, sla: { businessDays: 1 } }\n${send}`;
    expect(first(asked)).toBeNull();
    expect(first(send, { outreachParked: true })).toBeNull();
    expect(first(send, { outreachParked: true, parkedUntil: NOW + 8 * DAY_MS })).toBeNull();
    // A hold that ends by itself in time is none.
    expect(first(send, { outreachParked: true, parkedUntil: NOW + 3 * DAY_MS })).toBe('notice');
  });

  it('is none for who was drawn to be left alone', () => {
    const send = `  - { key: notice, type: send, channel: sms, template: overdue }\n${DONE}`;
    const head = `key: trial
name: Trial
version: 1
country: PL
zone: Europe/Warsaw
policies: [pl-default]
holdOut: 0.5
audience: { currency: PLN, kind: consumer }`;
    const contacted = Array.from({ length: 400 }, (_, person) =>
      first(send, { subject: `person ${person}` }, head),
    );
    const left = contacted.filter((step) => step === null).length;
    expect(left).toBeGreaterThan(150);
    expect(left).toBeLessThan(250);
  });

  it('knows of a stage that a step has set on the way', () => {
    expect(
      first(`
  - { key: raise, type: set-stage, stage: pre_legal }
  - { key: rest, type: wait, for: { days: 1, time: '09:00' } }
  - { key: ways, type: branch, when: [{ if: { stages: [pre_legal] }, go: demand }], otherwise: done }
  - { key: demand, type: send, channel: sms, template: overdue }
${DONE}`),
    ).toBe('demand');
  });
});
