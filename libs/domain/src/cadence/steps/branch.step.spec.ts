import { readFileSync } from 'node:fs';
import { advance } from '../advance.js';
import { campaignText, caseFacts, compiled, warsaw } from '../campaign.fixture.js';
import type { CaseFacts } from '../case-facts.js';
import type { Advance } from '../effects.js';
import { enterCampaign, type EnrolmentState } from '../enrolment-state.js';

const file = new URL('../../../../../campaigns/pl-consumer.yaml', import.meta.url);
const campaign = compiled(readFileSync(file, 'utf8'));

const sent = (result: Advance) => result.effects.flatMap((e) => (e.kind === 'send' ? [e.stepKey] : []));
const at = (stepKey: string, now: number): EnrolmentState => ({ ...enterCampaign(now), stepKey });

describe('a branch on response', () => {
  const now = warsaw('2026-02-16', '09:00');
  const decide = (changes: Partial<CaseFacts>) =>
    advance(campaign, at('was-anyone-reached', now - 1), caseFacts({ stage: 'mid', ...changes }), now);
  const message = (state: 'pending' | 'undelivered', age: number) => ({
    lastMessage: { stepKey: 'demand', state, at: now - age },
  });

  it('sends a case to which nothing was ever delivered to refresh its data', () => {
    const result = decide(message('undelivered', 1000));
    expect(result.effects).toContainEqual(
      expect.objectContaining({ kind: 'escalate', reason: 'unreachable' }),
    );
    expect(result.next).toMatchObject({ kind: 'parked', stepKey: 'settlement-offer' });
  });

  it('tells silence after a delivery from being unreachable', () => {
    const result = decide({ ...message('undelivered', 1000), firstDeliveredAt: now - 5000 });
    expect(result.next).toMatchObject({ kind: 'step', stepKey: 'settlement-offer' });
  });

  it('waits for a message whose fate is open, but no longer than a day', () => {
    expect(decide(message('pending', 3_600_000)).next).toEqual({
      kind: 'wait',
      stepKey: 'was-anyone-reached',
      untilEvent: 'delivery',
      timeoutAt: now + 23 * 3_600_000,
    });
    expect(decide(message('pending', 25 * 3_600_000)).next.kind).toBe('parked');
  });

  it('does not call a case unreachable that nothing was sent to', () => {
    expect(decide({}).next).toMatchObject({ kind: 'step', stepKey: 'settlement-offer' });
  });
});

describe('a branch with patience', () => {
  const patient = compiled(
    campaignText(`
  - { key: ask, type: send, at: { dpd: 1, time: '10:00' }, channel: sms, template: overdue }
  - key: heard
    type: branch
    on: response
    within: { businessDays: 2, time: '12:00' }
    cases: { responded: talk }
    otherwise: remind
  - { key: talk, type: escalate, queue: talks, reason: responded, sla: { businessDays: 1 }, next: done }
  - { key: remind, type: send, channel: email, template: overdue }
  - { key: done, type: end }`),
  );
  const asked = warsaw('2026-01-16', '10:00');
  const facts = caseFacts({ dueDate: '2026-01-15', stage: 'early' });

  it('waits over the week-end, and moves on at once when there is a response', () => {
    const first = advance(patient, at('ask', asked), facts, asked);
    const waiting = advance(patient, first.state, { ...facts, firstDeliveredAt: asked }, asked + 1000);
    expect(waiting.next).toEqual({
      kind: 'wait',
      stepKey: 'heard',
      untilEvent: 'response',
      timeoutAt: warsaw('2026-01-20', '12:00'),
    });
    const heard = { ...facts, firstDeliveredAt: asked, lastResponseAt: asked + 5000 };
    expect(advance(patient, waiting.state, heard, asked + 6000).effects).toMatchObject([
      { kind: 'escalate' },
    ]);
    const silence = { ...facts, firstDeliveredAt: asked };
    expect(sent(advance(patient, waiting.state, silence, warsaw('2026-01-20', '12:00')))).toEqual(['remind']);
  });
});

describe('a branch on conditions', () => {
  const small = compiled(
    campaignText(`
  - key: size
    type: branch
    when:
      - { if: { balance: { max: 99.99 } }, go: done }
      - { if: { languages: [uk] }, go: call }
  - { key: write, type: send, channel: sms, template: overdue, next: done }
  - { key: call, type: escalate, queue: ukrainian, reason: language, sla: { businessDays: 1 } }
  - { key: done, type: end }`),
  );
  const now = warsaw('2026-01-13', '10:00');
  const run = (changes: Partial<CaseFacts>) => advance(small, enterCampaign(now), caseFacts(changes), now);

  it('takes the first that holds, in whole currency units', () => {
    expect(run({ balanceMinor: 9_999 }).next.kind).toBe('ended');
    expect(sent(run({ balanceMinor: 10_000 }))).toEqual(['write']);
    expect(run({ language: 'uk' }).effects).toContainEqual(
      expect.objectContaining({ kind: 'escalate', queue: 'ukrainian' }),
    );
  });
});
