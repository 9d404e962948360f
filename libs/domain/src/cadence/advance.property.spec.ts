import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { advance } from './advance.js';
import type { CaseFacts, MessageState } from './case-facts.js';
import { wakeAt, type Advance, type Effect } from './effects.js';
import { enterCampaign, type EnrolmentState } from './enrolment-state.js';
import { campaignText, caseFacts, compiled, warsaw } from './campaign.fixture.js';
import { stages } from './stage.js';

const shipped = compiled(
  readFileSync(new URL('../../../../campaigns/pl-consumer.yaml', import.meta.url), 'utf8'),
);

/** Every kind of step and of wait in one cadence. */
const winding = compiled(
  campaignText(`
  - { key: hello, type: send, channel: sms, template: reminder }
  - { key: pause, type: wait, for: { businessDays: 1, time: '09:00' } }
  - { key: heard, type: branch, on: response, within: { days: 2, time: '12:00' },
      cases: { responded: talk, unreachable: search }, otherwise: size }
  - { key: search, type: escalate, queue: data, reason: unreachable, sla: { businessDays: 2 } }
  - { key: size, type: branch, when: [{ if: { balance: { max: 50 } }, go: done }] }
  - { key: promised, type: wait, until: { date: promiseDueDate, time: '08:00' } }
  - { key: five, type: send, at: { dpd: 5, time: '10:00' }, channel: sms, template: overdue }
  - { key: nine, type: send, at: { dpd: 9, time: '10:00' }, channels: [{ channel: email }, { channel: sms }],
      template: overdue }
  - { key: arrived, type: branch, at: { dpd: 12, time: '10:00' }, on: lastMessage, cases: { undelivered: talk } }
  - { key: ways, type: branch, split: [{ share: 1, go: court }, { share: 1, go: answered }] }
  - { key: court, type: set-stage, at: { dpd: 20, time: '08:00' }, stage: pre_legal, next: later }
  - { key: answered, type: wait-for, event: response, within: { days: 2, time: '12:00' }, then: done }
  - { key: later, type: send, at: { dpd: 35, time: '10:00' }, channel: email, template: demand,
      raisesStage: pre_legal }
  - { key: tell, type: notify, reason: before-court }
  - { key: give, type: hand-off, at: { dpd: 50, time: '09:00' }, to: law-firm, approval: true,
      sla: { businessDays: 3 }, refused: talk, next: done }
  - { key: talk, type: escalate, queue: talks, reason: talk, sla: { businessDays: 1 } }
  - { key: done, type: end }`),
);
const campaigns = fc.constantFrom(shipped, winding);

const START = warsaw('2026-01-05', '08:00');
const DAY = 86_400_000;
const instants = fc.integer({ min: START, max: START + 120 * DAY });
const maybeInstant = fc.option(instants, { nil: null });
const states = fc.constantFrom<MessageState>('deferred', 'pending', 'delivered', 'undelivered', 'unknown');

const someFacts: fc.Arbitrary<CaseFacts> = fc
  .record({
    dueDate: fc.constantFrom(
      '2025-11-30',
      '2025-12-24',
      '2026-01-06',
      '2026-01-12',
      '2026-02-28',
      '2012-02-29',
    ),
    zone: fc.constantFrom('Europe/Warsaw', 'America/New_York', 'Asia/Kathmandu', 'Nowhere/Never', null),
    balanceMinor: fc.constantFrom(0, 4_000, 100_000, 100_000, 100_000),
    status: fc.constantFrom('open', 'open', 'open', 'closed'),
    stage: fc.constantFrom(...stages),
    kind: fc.constantFrom('consumer', 'business'),
    outreachParked: fc.constantFrom(false, false, true),
    parkedUntil: maybeInstant,
    firstDeliveredAt: maybeInstant,
    lastResponseAt: maybeInstant,
    lastPaymentAt: maybeInstant,
    subject: fc.constantFrom('one', 'two', 'three'),
    lastMessage: fc.option(
      fc.record({ stepKey: fc.constantFrom('five', 'demand', null), state: states, at: instants }),
    ),
    handOff: fc.option(
      fc.record({
        stepKey: fc.constant('give'),
        occurrence: fc.constant(1),
        state: fc.constantFrom('waiting', 'waiting', 'approved', 'refused'),
        decideBy: instants,
      }),
    ),
    dates: fc.constantFrom({}, { promiseDueDate: '2026-02-10' }, { promiseDueDate: null }),
  })
  .map((changes) => caseFacts(changes as Partial<CaseFacts>));

/** One look at an enrolment: so much later, with facts that may have changed in any way. */
const looks = fc.array(
  fc.record({ after: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 20 * DAY })), facts: someFacts }),
  { minLength: 1, maxLength: 40 },
);

/** What a person is asked about is known from then on, and nobody answers. */
function askedBy(effects: readonly Effect[]): CaseFacts['handOff'] {
  const asked = effects.find((effect) => effect.kind === 'handOff');
  if (asked === undefined) return undefined;
  const { stepKey, occurrence, decideBy } = asked;
  return { stepKey, occurrence, state: 'waiting', decideBy: decideBy ?? 0 };
}

const sentBy = (result: Advance) => result.effects.filter((effect) => effect.kind === 'send');

describe('whatever happens to a case, and whenever the engine looks', () => {
  it('each open enrolment has a due time or a wait with a time-out, and no wait is over when it begins (I2)', () => {
    fc.assert(
      fc.property(campaigns, looks, (campaign, sequence) => {
        let now = START;
        let state: EnrolmentState = enterCampaign(now);
        for (const look of sequence) {
          now += look.after;
          const { next, state: stored } = advance(campaign, state, look.facts, now);
          const wake = wakeAt(next);
          expect(wake === null).toBe(next.kind === 'ended');
          expect(wake ?? now).toBeGreaterThanOrEqual(0);
          expect(Number.isSafeInteger(wake ?? 0)).toBe(true);
          if (next.kind === 'wait' || next.kind === 'parked') expect(wake).toBeGreaterThan(now);
          expect(stored.endedReason ?? null).toBe(next.kind === 'ended' ? next.reason : null);
          if (next.kind !== 'ended') expect(stored.stepKey).toBe(next.stepKey);
          state = stored;
        }
      }),
    );
  });

  it('no step fires twice for one occurrence, and never two messages at once', () => {
    fc.assert(
      fc.property(campaigns, looks, (campaign, sequence) => {
        const fired = new Set<string>();
        let now = START;
        let state: EnrolmentState = enterCampaign(now);
        for (const look of sequence) {
          now += look.after;
          const result = advance(campaign, state, look.facts, now);
          expect(sentBy(result).length).toBeLessThanOrEqual(1);
          for (const effect of result.effects) {
            if (effect.kind !== 'send' && effect.kind !== 'escalate') continue;
            const name = `${effect.stepKey}#${effect.occurrence}`;
            expect(fired.has(name)).toBe(false);
            fired.add(name);
          }
          state = result.state;
        }
      }),
    );
  });

  it('the same facts and clock give the same answer, and nothing that was passed in is changed (I10)', () => {
    fc.assert(
      fc.property(campaigns, looks, (campaign, sequence) => {
        let now = START;
        let state: EnrolmentState = enterCampaign(now);
        for (const look of sequence) {
          now += look.after;
          const before = structuredClone({ state, facts: look.facts });
          const result = advance(campaign, state, look.facts, now);
          expect(advance(campaign, structuredClone(state), structuredClone(look.facts), now)).toEqual(result);
          expect({ state, facts: look.facts }).toEqual(before);
          state = JSON.parse(JSON.stringify(result.state)) as EnrolmentState;
          expect(state).toEqual(result.state);
        }
      }),
    );
  });

  it('a paid, closed or held case is sent nothing', () => {
    fc.assert(
      fc.property(campaigns, someFacts, instants, fc.nat(), (campaign, facts, now, pick) => {
        fc.pre(facts.balanceMinor === 0 || facts.status === 'closed' || facts.outreachParked);
        const stepKey = campaign.steps[pick % campaign.steps.length]?.key ?? null;
        for (const state of [enterCampaign(START), { ...enterCampaign(START), stepKey }]) {
          expect(sentBy(advance(campaign, state, facts, now))).toEqual([]);
        }
      }),
    );
  });

  it('looking again and again at the same instant comes to rest', () => {
    fc.assert(
      fc.property(campaigns, someFacts, instants, (campaign, facts, now) => {
        let state: EnrolmentState = enterCampaign(START);
        for (let look = 0; look <= campaign.steps.length; look += 1) {
          const { next, state: stored } = advance(campaign, state, facts, now);
          state = stored;
          const wake = wakeAt(next);
          if (wake === null || wake > now) return;
        }
        throw new Error('still due after as many looks as there are steps');
      }),
    );
  });

  it('following its own due times, every case reaches an end', () => {
    fc.assert(
      fc.property(campaigns, someFacts, (campaign, drawn) => {
        let facts: CaseFacts = { ...drawn, outreachParked: false };
        let state: EnrolmentState = enterCampaign(START);
        let now = START;
        for (let look = 0; look < 60; look += 1) {
          const { effects, next, state: stored } = advance(campaign, state, facts, now);
          facts = { ...facts, handOff: askedBy(effects) ?? facts.handOff };
          const wake = wakeAt(next);
          if (wake === null) return;
          state = stored;
          now = Math.max(now, wake);
        }
        throw new Error('did not end');
      }),
    );
  });
});
