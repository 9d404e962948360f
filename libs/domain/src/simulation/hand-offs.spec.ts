import { behaviourOf, campaignOf, QUIET, simulatedCase, trial } from './simulation.fixture.js';

const silent = behaviourOf(`${QUIET}classes: [{ key: silent, share: 1 }]`);
/** Two business days after Tuesday the 20th it is decided by; the payment comes a day after the text of that Tuesday. */
const paysMeanwhile = behaviourOf(`${QUIET}classes:
  - key: pays
    share: 1
    reactions: [{ channel: sms, acts: [{ do: pay, after: { from: 24h, to: 24h } }] }]
`);

const asking = campaignOf(`
key: trial
name: Trial
version: 1
country: PL
zone: Europe/Warsaw
policies: [pl-default]
audience: { currency: PLN, kind: consumer, dpd: { min: -5, max: 60 } }
steps:
  - { key: tell, type: notify, at: { dpd: 1, time: '09:00' }, reason: overdue }
  - { key: write, type: send, at: { dpd: 8, time: '09:00' }, channel: sms, template: overdue }
  - key: court
    type: hand-off
    at: { dpd: 8, time: '12:00' }
    to: court
    approval: true
    sla: { businessDays: 2 }
    refused: kept
  - { key: more, type: send, at: { dpd: 9, time: '10:00' }, channel: email, template: overdue }
  - { key: handed, type: end, reason: handed-off }
  - { key: kept, type: end, reason: kept }
`);

describe('a simulated hand-off', () => {
  it('parks outreach until the close of the day by which it is approved, and is counted once', () => {
    const report = trial([simulatedCase('A/1')], { campaign: asking, behaviour: silent });
    expect(report.handOffs.toJSON()).toEqual({ court: 1 });
    expect(report.notices.toJSON()).toEqual({ overdue: 1 });
    expect(report.escalations.total).toBe(0);
    expect(report.ended.toJSON()).toEqual({ 'handed-off': 1 });
    const mailed = report.byDay.filter(({ contacts }) => contacts.email > 0).map(({ date }) => date);
    // Approved at 16:59 on Thursday the 22nd; the mail of the 21st waited for it.
    expect(mailed).toEqual(['2026-01-22']);
  });

  it('does not happen where the debt is paid while a person is asked', () => {
    const report = trial([simulatedCase('A/1')], { campaign: asking, behaviour: paysMeanwhile });
    expect(report.handOffs.toJSON()).toEqual({});
    expect(report.ended.toJSON()).toEqual({ paid: 1 });
  });
});
