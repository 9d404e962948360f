import { advance } from './advance.js';
import { campaignText, caseFacts, compiled, warsaw } from './campaign.fixture.js';
import type { CaseFacts } from './case-facts.js';
import type { Advance } from './effects.js';
import { enterCampaign, type EnrolmentState } from './enrolment-state.js';

const stepsOf = (result: Advance) => result.effects.flatMap((e) => (e.kind === 'send' ? [e.stepKey] : []));
const stagesOf = (result: Advance) => result.effects.flatMap((e) => (e.kind === 'setStage' ? [e.stage] : []));

describe('a wait for an event', () => {
  const waitingFor = (event: string) =>
    compiled(
      campaignText(`
  - { key: first, type: send, at: { dpd: 1, time: '10:00' }, channel: sms, template: overdue }
  - { key: heard, type: wait-for, event: ${event}, within: { days: 3, time: '12:00' }, then: thanks }
  - { key: again, type: send, channel: email, template: overdue, next: done }
  - { key: thanks, type: send, channel: sms, template: reminder }
  - { key: done, type: end }`),
    );
  const sentAt = warsaw('2026-01-13', '10:00');

  /** What the engine says at an instant of a case whose first message left, when it looks again. */
  function look(event: string, now: number, changes: Partial<CaseFacts>): Advance {
    const campaign = waitingFor(event);
    const first = advance(campaign, enterCampaign(sentAt), caseFacts({ stage: 'early' }), sentAt);
    const state: EnrolmentState = first.state;
    const waits = advance(campaign, state, caseFacts({ stage: 'early' }), sentAt);
    expect(waits.next).toMatchObject({
      kind: 'wait',
      untilEvent: event,
      timeoutAt: warsaw('2026-01-16', '12:00'),
    });
    return advance(campaign, waits.state, caseFacts({ stage: 'early', ...changes }), now);
  }

  it('goes its own way when the debtor answers in time, and the usual one when not', () => {
    const later = warsaw('2026-01-14', '09:00');
    expect(stepsOf(look('response', later, { lastResponseAt: later }))).toEqual(['thanks']);
    expect(stepsOf(look('response', later, {}))).toEqual([]);
    expect(stepsOf(look('response', warsaw('2026-01-16', '12:00'), {}))).toEqual(['again']);
  });

  it('takes no event from before it began', () => {
    const over = warsaw('2026-01-16', '12:00');
    const before = {
      lastResponseAt: warsaw('2026-01-12', '09:00'),
      lastPaymentAt: warsaw('2026-01-12', '09:00'),
    };
    expect(stepsOf(look('response', over, before))).toEqual(['again']);
    expect(stepsOf(look('payment', over, before))).toEqual(['again']);
  });

  it('can be for a payment in part, or for the delivery of the message before it', () => {
    const later = warsaw('2026-01-14', '09:00');
    expect(stepsOf(look('payment', later, { lastPaymentAt: later }))).toEqual(['thanks']);
    const lastMessage = { stepKey: 'first', state: 'delivered', at: sentAt } as const;
    expect(stepsOf(look('delivery', later, { lastMessage }))).toEqual(['thanks']);
  });
});

describe('a step that sets the stage', () => {
  const campaign = compiled(
    campaignText(`
  - { key: court, type: set-stage, at: { dpd: 50, time: '08:00' }, stage: pre_legal }
  - { key: demand, type: send, at: { dpd: 50, time: '10:00' }, channel: email, template: final-demand }
  - { key: done, type: end }`),
  );
  const now = warsaw('2026-03-03', '09:00');

  it('records it, and the age of the debt does not take it back', () => {
    const result = advance(campaign, enterCampaign(now), caseFacts({ stage: 'early' }), now);
    expect(stagesOf(result)).toEqual(['pre_legal']);
  });

  it('leaves a later stage as it is', () => {
    const result = advance(campaign, enterCampaign(now), caseFacts({ stage: 'legal' }), now);
    expect(stagesOf(result)).toEqual([]);
  });
});

describe('a case that a campaign is no longer for', () => {
  const text = campaignText(`
  - { key: first, type: send, at: { dpd: 1, time: '10:00' }, channel: sms, template: overdue }
  - { key: second, type: send, at: { dpd: 9, time: '10:00' }, channel: sms, template: overdue }
  - { key: done, type: end }`).replace(
    'policies:',
    'staysWhile: { balance: { min: 50 }, stages: [pre_due, early] }\npolicies:',
  );
  const campaign = compiled(text);
  const now = warsaw('2026-01-21', '10:30');
  const state = { ...enterCampaign(now), stepKey: 'second' };

  it('leaves it before the next message', () => {
    const result = advance(campaign, state, caseFacts({ stage: 'early', balanceMinor: 4_000 }), now);
    expect(stepsOf(result)).toEqual([]);
    expect(result.next).toEqual({ kind: 'ended', reason: 'left_audience' });
    expect(advance(campaign, state, caseFacts({ stage: 'legal' }), now).next.kind).toBe('ended');
  });

  it('stays as long as all of it holds', () => {
    expect(stepsOf(advance(campaign, state, caseFacts({ stage: 'early' }), now))).toEqual(['second']);
  });
});

describe('an end behind a message that policy still defers', () => {
  const campaign = compiled(
    campaignText(`
  - { key: fork, type: branch, when: [{ if: { kind: business }, go: mail }] }
  - { key: text, type: send, channel: sms, template: overdue, next: done }
  - { key: mail, type: send, channel: email, template: overdue }
  - { key: done, type: end }`),
  );
  const now = warsaw('2026-01-21', '10:30');
  const atDone = { ...enterCampaign(now), stepKey: 'done' };

  it.each(['text', 'mail'])('lets it leave where it follows "%s", by name or by place', (stepKey) => {
    const lastMessage = { stepKey, state: 'deferred' as const, at: now };
    const { effects } = advance(campaign, atDone, caseFacts({ lastMessage }), now);
    expect(effects.filter(({ kind }) => kind === 'skip')).toEqual([]);
  });
});
