import { readFileSync } from 'node:fs';
import { advance } from './advance.js';
import type { CaseFacts } from './case-facts.js';
import type { Advance } from './effects.js';
import { enterCampaign, type EnrolmentState } from './enrolment-state.js';
import { campaignText, caseFacts, compiled, warsaw } from './campaign.fixture.js';

const file = new URL('../../../../campaigns/pl-consumer.yaml', import.meta.url);
const campaign = compiled(readFileSync(file, 'utf8'));

const sent = (result: Advance) => result.effects.flatMap((e) => (e.kind === 'send' ? [e.stepKey] : []));
const skipped = (result: Advance) => result.effects.flatMap((e) => (e.kind === 'skip' ? [e.stepKey] : []));
const at = (stepKey: string, now: number): EnrolmentState => ({ ...enterCampaign(now), stepKey });

function enterOn(date: string, time: string, changes: Partial<CaseFacts> = {}): Advance {
  const now = warsaw(date, time);
  return advance(campaign, enterCampaign(now), caseFacts(changes), now);
}

describe('a case that enters a campaign', () => {
  it('waits for its first step when it comes early', () => {
    const result = enterOn('2026-01-07', '08:00');
    expect(result.effects).toEqual([]);
    expect(result.next).toEqual({
      kind: 'step',
      stepKey: 'reminder-before-due',
      dueAt: warsaw('2026-01-09', '10:00'),
    });
  });

  it('starts at its current stage at 40 days past due, and hears nothing of the steps before', () => {
    const result = enterOn('2026-02-21', '08:00');
    expect(sent(result)).toEqual([]);
    expect(skipped(result)).toHaveLength(9);
    expect(result.next).toMatchObject({
      kind: 'step',
      stepKey: 'settlement-offer',
      dueAt: warsaw('2026-02-26', '16:00'),
    });
    expect(result.effects).toContainEqual({ kind: 'setStage', stage: 'mid' });
  });

  it('gets the step of its own day although the hour has passed', () => {
    expect(sent(enterOn('2026-01-13', '15:00'))).toEqual(['first-notice']);
  });

  it('goes to an agent when it is older than the whole cadence', () => {
    const result = enterOn('2026-03-27', '12:00', { dueDate: '2014-05-05', stage: 'late' });
    expect(sent(result)).toEqual([]);
    expect(result.effects.at(-1)).toMatchObject({ kind: 'escalate', stepKey: 'agent-decides' });
    expect(result.next.kind).toBe('parked');
  });

  it('ends without a word when it is older than a cadence that names no place for it', () => {
    const short = compiled(
      campaignText(`
  - { key: only, type: send, at: { dpd: 1, time: '10:00' }, channel: sms, template: overdue }
  - { key: done, type: end }`),
    );
    const now = warsaw('2026-02-21', '08:00');
    expect(advance(short, enterCampaign(now), caseFacts(), now).next).toEqual({
      kind: 'ended',
      reason: 'all_steps_passed',
    });
  });

  it('is not entered while it is held, so that its entry counts from the release', () => {
    const result = enterOn('2026-01-13', '08:00', { outreachParked: true });
    expect(result.state.stepKey).toBeNull();
    expect(result.next).toMatchObject({ kind: 'parked', reviewAt: warsaw('2026-01-14', '08:00') });
  });
});

describe('a step', () => {
  it('does not fire before its moment', () => {
    const now = warsaw('2026-01-13', '09:29');
    const result = advance(campaign, at('first-notice', now), caseFacts(), now);
    expect(result.effects).toEqual([{ kind: 'setStage', stage: 'early' }]);
    expect(result.next).toMatchObject({ dueAt: warsaw('2026-01-13', '09:30') });
  });

  it('fires at its moment with its channels in order, and names the next', () => {
    const now = warsaw('2026-01-13', '09:30');
    const result = advance(campaign, at('first-notice', now), caseFacts({ stage: 'early' }), now);
    expect(result.effects).toEqual([
      {
        kind: 'send',
        stepKey: 'first-notice',
        occurrence: 1,
        channels: [
          { channel: 'rcs', moveOn: { when: 'unconfirmed', afterMinutes: 120 } },
          { channel: 'sms', moveOn: { when: 'undelivered', afterMinutes: null } },
          { channel: 'email', moveOn: null },
        ],
        template: 'overdue',
        variant: null,
        tone: null,
        to: null,
        raisesStage: null,
      },
    ]);
    expect(result.next).toMatchObject({ stepKey: 'full-statement', dueAt: warsaw('2026-01-16', '17:00') });
  });

  it('keeps its local hour across the change to summer time', () => {
    const now = warsaw('2026-03-20', '12:00');
    const facts = caseFacts({ dueDate: '2026-03-27', stage: 'pre_due' });
    const result = advance(campaign, at('first-notice', now), facts, now);
    expect(result.next).toMatchObject({ dueAt: Date.parse('2026-03-28T09:30:00+01:00') });
    const later = advance(campaign, at('full-statement', now), facts, now);
    expect(later.next).toMatchObject({ dueAt: Date.parse('2026-03-31T17:00:00+02:00') });
  });

  it('says what stage the case is raised to once its message was taken', () => {
    const now = warsaw('2026-03-13', '09:00');
    const result = advance(campaign, at('final-demand', now), caseFacts({ stage: 'mid' }), now);
    expect(sent(result)).toEqual(['final-demand']);
    expect(result.effects).toContainEqual(
      expect.objectContaining({ kind: 'send', raisesStage: 'pre_legal' }),
    );
    expect(result.effects.some((e) => e.kind === 'setStage')).toBe(false);
  });
});

describe('steps that were delayed', () => {
  it('do not pile up: the last one goes out, the others are recorded as skipped', () => {
    const now = warsaw('2026-01-27', '08:30');
    const result = advance(campaign, at('first-notice', warsaw('2026-01-09', '10:00')), caseFacts(), now);
    expect(sent(result)).toEqual(['offer-in-detail']);
    expect(skipped(result)).toEqual(['first-notice', 'full-statement', 'call', 'offer-to-spread']);
    expect(result.next).toMatchObject({ stepKey: 'second-notice' });
  });

  it('never say after the due date what was to be said before it', () => {
    const now = warsaw('2026-01-13', '08:30');
    const result = advance(campaign, at('reminder-before-due', now), caseFacts(), now);
    expect(sent(result)).toEqual([]);
    expect(result.effects).toContainEqual({
      kind: 'skip',
      stepKey: 'reminder-before-due',
      occurrence: 1,
      why: 'stage_passed',
    });
  });

  it('go out a few days late when their stage has just passed, and not at all after that', () => {
    const state = at('demand', warsaw('2026-02-02', '11:00'));
    expect(sent(advance(campaign, state, caseFacts(), warsaw('2026-02-13', '09:00')))).toEqual(['demand']);
    expect(sent(advance(campaign, state, caseFacts(), warsaw('2026-02-15', '09:00')))).toEqual([]);
  });

  it('take a message that policy still defers out of the way', () => {
    const now = warsaw('2026-01-16', '17:00');
    const lastMessage = { stepKey: 'first-notice', state: 'deferred', at: now - 1 } as const;
    const result = advance(campaign, at('full-statement', now), caseFacts({ lastMessage }), now);
    expect(result.effects.slice(0, 2)).toMatchObject([
      { kind: 'skip', stepKey: 'first-notice', why: 'overtaken' },
      { kind: 'send', stepKey: 'full-statement' },
    ]);
  });

  it('leave no deferred message behind that could go out while an agent has the case', () => {
    const now = warsaw('2026-03-28', '09:00');
    const lastMessage = { stepKey: 'final-demand', state: 'deferred', at: now - 1 } as const;
    const facts = caseFacts({ stage: 'late', lastMessage });
    const result = advance(campaign, at('agent-decides', now), facts, now);
    expect(result.effects.slice(0, 2)).toMatchObject([
      { kind: 'skip', stepKey: 'final-demand', occurrence: 1, why: 'overtaken' },
      { kind: 'escalate', queue: 'decisions' },
    ]);
    expect(skipped(advance(campaign, at('gone', now), facts, now))).toEqual(['final-demand']);
  });

  it('give way to an escalation that is due as well', () => {
    const now = warsaw('2026-03-28', '09:00');
    const result = advance(campaign, at('final-demand', now), caseFacts({ stage: 'late' }), now);
    expect(sent(result)).toEqual([]);
    expect(skipped(result)).toEqual(['final-demand']);
    expect(result.effects).toContainEqual(expect.objectContaining({ kind: 'escalate', queue: 'decisions' }));
  });
});

describe('an enrolment', () => {
  const now = warsaw('2026-01-13', '09:30');

  it('ends as soon as the debt is paid or the case closed, whatever is due', () => {
    const paid = advance(campaign, at('first-notice', now), caseFacts({ balanceMinor: 0 }), now);
    expect(paid.effects).toEqual([{ kind: 'end', reason: 'paid' }]);
    const closed = advance(campaign, at('first-notice', now), caseFacts({ status: 'closed' }), now);
    expect(closed.next).toEqual({ kind: 'ended', reason: 'closed' });
    expect(advance(campaign, paid.state, caseFacts(), now).effects).toEqual([]);
  });

  it('takes a message that policy still defers along when it ends by a goal or by a step', () => {
    const lastMessage = { stepKey: 'first-notice', state: 'deferred', at: now - 1 } as const;
    const paid = advance(
      campaign,
      at('full-statement', now),
      caseFacts({ balanceMinor: 0, lastMessage }),
      now,
    );
    expect(paid.effects).toMatchObject([
      { kind: 'skip', stepKey: 'first-notice', occurrence: 1, why: 'overtaken' },
      { kind: 'end', reason: 'paid' },
    ]);
    const done = advance(campaign, at('done', now), caseFacts({ lastMessage }), now);
    expect(skipped(done)).toEqual(['first-notice']);
  });

  it('lets its last message leave when its end stands right behind', () => {
    const short = compiled(
      campaignText(`
  - { key: only, type: send, channel: sms, template: overdue }
  - { key: done, type: end }`),
    );
    const lastMessage = { stepKey: 'only', state: 'deferred', at: now - 1 } as const;
    const result = advance(short, at('done', now), caseFacts({ lastMessage }), now);
    expect(result.next.kind).toBe('ended');
    expect(skipped(result)).toEqual([]);
  });

  it('sends nothing while it is held, and looks again when the hold ends', () => {
    const held = caseFacts({ outreachParked: true, parkedUntil: now + 1_000_000 });
    const result = advance(campaign, at('first-notice', now), held, now);
    expect(sent(result)).toEqual([]);
    expect(result.next).toEqual({ kind: 'parked', stepKey: 'first-notice', reviewAt: now + 1_000_000 });
  });

  it('is reviewed when the agent should have answered, in business days', () => {
    const friday = warsaw('2026-03-27', '09:00');
    const facts = caseFacts({ dueDate: '2026-01-11', stage: 'late' });
    const result = advance(campaign, at('agent-decides', friday), facts, friday);
    expect(result.next).toEqual({
      kind: 'parked',
      stepKey: 'done',
      reviewAt: Date.parse('2026-04-01T17:00:00+02:00'),
    });
    const still = advance(campaign, result.state, { ...facts, outreachParked: true }, friday + 1000);
    expect(still.next).toMatchObject({ kind: 'parked', reviewAt: Date.parse('2026-04-01T17:00:00+02:00') });
    expect(advance(campaign, result.state, facts, friday + 1000).next).toEqual({
      kind: 'ended',
      reason: 'handed-to-agent',
    });
  });

  it('goes to a person when its campaign does not know its step', () => {
    const result = advance(campaign, at('gone', now), caseFacts(), now);
    expect(result.effects[0]).toMatchObject({ kind: 'escalate', reason: 'campaign_step_missing' });
    expect(result.next.kind).toBe('ended');
  });

  it('counts days in the campaign’s zone when the debtor’s is not known', () => {
    const result = advance(campaign, at('first-notice', now), caseFacts({ zone: null }), now);
    expect(sent(result)).toEqual(['first-notice']);
  });
});

describe('a wait', () => {
  const waiting = compiled(
    campaignText(`
  - { key: promise, type: wait, until: { date: promiseDueDate, time: '09:00' } }
  - { key: pause, type: wait, for: { days: 3, time: '10:00' } }
  - { key: after, type: send, channel: sms, template: overdue }
  - { key: done, type: end }`),
  );
  const now = warsaw('2026-01-13', '08:00');

  it('lasts until a date of the case, then so many days, and only then lets the next step fire', () => {
    const facts = caseFacts({ dates: { promiseDueDate: '2026-01-20' } });
    const first = advance(waiting, enterCampaign(now), facts, now);
    expect(first.next).toMatchObject({ stepKey: 'promise', dueAt: warsaw('2026-01-20', '09:00') });
    const second = advance(waiting, first.state, facts, warsaw('2026-01-20', '09:00'));
    expect(second.next).toMatchObject({ stepKey: 'pause', dueAt: warsaw('2026-01-23', '10:00') });
    const again = advance(waiting, second.state, facts, warsaw('2026-01-21', '09:00'));
    expect(again.next).toEqual(second.next);
    expect(sent(advance(waiting, second.state, facts, warsaw('2026-01-23', '10:00')))).toEqual(['after']);
  });

  it('does not wait for a date that the case lacks', () => {
    expect(advance(waiting, enterCampaign(now), caseFacts(), now).next).toMatchObject({ stepKey: 'pause' });
  });
});
