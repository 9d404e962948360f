import type { PortalCase } from '#contracts';
import { caseStanding, outreachRests, whatNext } from './case-standing.js';

const TODAY = '2026-11-22';
const open = {
  status: 'open',
  closedReason: null,
  balanceMinor: 100,
  timeBarredOn: '2030-01-01',
  stops: [] as string[],
  holds: [] as PortalCase['holds'],
  promise: null,
  instalment: null,
  openEscalations: 0,
  plan: { status: 'active', dueAt: 0 },
} as unknown as PortalCase;
const held = (reason: string): PortalCase => ({ ...open, holds: [{ reason, until: null }] });
const standing = (record: PortalCase) => caseStanding(record, TODAY);

describe('how a case is shown', () => {
  it('is in full while it is open, after a cease too, so that it can still be paid', () => {
    expect(standing(open)).toBe('open');
    expect(standing({ ...open, stops: ['cease'] })).toBe('open');
  });

  it.each(['escalated', 'dispute', 'hardship', 'stopped', 'promise', 'plan'])(
    'is in full while it is held as %s',
    (reason) => {
      expect(standing(held(reason))).toBe('open');
    },
  );

  it.each(['deceased', 'represented', 'insolvent'])('is left to a person when the debtor is %s', (stop) => {
    expect(standing({ ...open, stops: [stop] })).toBe('person');
    expect(standing({ ...open, status: 'closed', stops: [stop] })).toBe('person');
  });

  it('is left to a person under any other hold, one that nobody here has heard of included', () => {
    expect(standing(held('breathing-space'))).toBe('person');
    expect(standing(held('something-new'))).toBe('person');
  });

  it('is left to a person when the debt may be time-barred or is still being verified', () => {
    expect(standing({ ...open, timeBarredOn: TODAY })).toBe('person');
    expect(standing({ ...open, status: 'verifying' })).toBe('person');
  });

  it('tells a paid case from one that was closed for another reason', () => {
    expect(standing({ ...open, status: 'closed', closedReason: 'paid' })).toBe('paid');
    expect(standing({ ...open, status: 'closed', closedReason: 'withdrawn' })).toBe('closed');
    expect(standing({ ...open, balanceMinor: 0 })).toBe('paid');
  });
});

describe('what comes next', () => {
  it('names a date only when it is far enough off to be true', () => {
    expect(whatNext({ ...open, plan: { status: 'active', dueAt: 86_400_000 } }, 0)).toBe('plan.date');
    expect(whatNext({ ...open, plan: { status: 'active', dueAt: 1 } }, 0)).toBe('plan');
  });

  it('promises no message that will not come', () => {
    expect(whatNext({ ...open, plan: null }, 0)).toBe('nothing');
    expect(whatNext({ ...open, plan: { status: 'ended', dueAt: null } }, 0)).toBe('nothing');
    expect(whatNext({ ...open, stops: ['cease'] }, 0)).toBe('cease');
    expect(whatNext({ ...open, openEscalations: 1 }, 0)).toBe('person');
    expect(whatNext(held('dispute'), 0)).toBe('dispute');
    expect(whatNext(held('stopped'), 0)).toBe('held');
  });

  it('is rest where something ends outreach, and is not where a message is to come', () => {
    const cases = [held('dispute'), held('hardship'), held('escalated'), { ...open, stops: ['cease'] }];
    for (const record of cases) expect(outreachRests(whatNext(record, 0))).toBe(true);
    const promised = { ...held('promise'), promise: { amountMinor: 100, by: TODAY } };
    for (const record of [open, promised]) expect(outreachRests(whatNext(record, 0))).toBe(false);
  });

  it('speaks of what was agreed only while nothing else holds the case', () => {
    const promised = { ...held('promise'), promise: { amountMinor: 100, by: TODAY } };
    expect(whatNext(promised, 0)).toBe('promise');
    expect(
      whatNext({ ...promised, holds: [...promised.holds, { reason: 'hardship', until: null }] }, 0),
    ).toBe('held');
    const instalment = { number: 1, of: 2, leftMinor: 100, dueOn: TODAY };
    expect(whatNext({ ...held('plan'), instalment }, 0)).toBe('instalments');
  });
});
