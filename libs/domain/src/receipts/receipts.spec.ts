import fc from 'fast-check';
import { contactChannels, type ContactChannel } from '../policy/contact-facts.js';
import { foldMessage, isProvedUndelivered } from './fold-message.js';
import { foldReceipt, UNREPORTED, type LegState, type StatusReceipt } from './fold-receipt.js';
import { legStatuses, proofOf, STATUS_ORDER, type LegStatus } from './leg-status.js';
import { EMAIL_EVENTS, twilioStatus } from './provider-events.data.js';

function fold(
  channel: ContactChannel,
  receipts: readonly StatusReceipt[],
  from: LegState = UNREPORTED,
): LegState {
  const { status, errorCode } = receipts.reduce<LegState>(
    (state, each) => foldReceipt(channel, state, each),
    from,
  );
  return { status, errorCode };
}

const channel = fc.constantFrom(...contactChannels);
const receipt = fc.record({
  status: fc.constantFrom(...legStatuses),
  errorCode: fc.constantFrom(null, '30003', '30005', '30008'),
});
const receipts = fc.array(receipt, { maxLength: 8 });

describe('receipts of a leg', () => {
  it('end in the same state in whatever order they come, and however often', () => {
    const disorder = receipts.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(list, { minLength: list.length }),
        fc.array(fc.nat(Math.max(0, list.length - 1)), { maxLength: 5 }),
      ),
    );
    fc.assert(
      fc.property(channel, disorder, (on, [inOrder, shuffled, repeats]) => {
        const again = repeats.flatMap((at) => inOrder.slice(at, at + 1));
        expect(fold(on, [...shuffled, ...again])).toEqual(fold(on, inOrder));
      }),
      { numRuns: 1000 },
    );
  });

  it('can be folded apart and then together', () => {
    fc.assert(
      fc.property(channel, receipts, receipts, (on, first, second) => {
        const apart = fold(on, [fold(on, second)], fold(on, first));
        expect(apart).toEqual(fold(on, [...first, ...second]));
      }),
      { numRuns: 500 },
    );
  });

  it('never move a status back, nor to one that nobody reported', () => {
    fc.assert(
      fc.property(channel, receipts, receipt, (on, before, next) => {
        const state = fold(on, before);
        const after = foldReceipt(on, state, next);
        const rank = (status: LegStatus) => STATUS_ORDER[on].indexOf(status);
        expect(rank(after.status)).toBeGreaterThanOrEqual(rank(state.status));
        expect([state.status, next.status]).toContain(after.status);
        expect(after.changed).toBe(after.status !== state.status || after.errorCode !== state.errorCode);
      }),
      { numRuns: 1000 },
    );
  });

  it.each<[ContactChannel, LegStatus[], LegStatus]>([
    ['sms', ['delivered', 'sent'], 'delivered'],
    ['sms', ['undelivered', 'delivered'], 'delivered'],
    ['sms', ['delivered', 'undelivered'], 'delivered'],
    ['sms', ['canceled', 'delivered'], 'delivered'],
    ['sms', ['unknown', 'sent'], 'sent'],
    ['sms', ['sent', 'unknown'], 'sent'],
    ['rcs', ['read', 'delivered', 'sent'], 'read'],
    ['email', ['sent', 'bounced'], 'bounced'],
    ['email', ['delivered', 'bounced'], 'bounced'],
    ['email', ['bounced', 'read'], 'read'],
    ['voice', ['no-answer', 'ringing'], 'no-answer'],
    ['voice', ['completed', 'in-progress'], 'completed'],
    ['voice', ['completed', 'voicemail'], 'voicemail'],
    ['voice', ['voicemail', 'completed'], 'voicemail'],
    ['sms', ['sent', 'bounced'], 'sent'],
  ])('by %s, %j is %s', (on, statuses, expected) => {
    expect(
      fold(
        on,
        statuses.map((status) => ({ status })),
      ).status,
    ).toBe(expected);
  });

  it('keep the error code of the receipt that decided', () => {
    const failed = fold('sms', [{ status: 'sent' }, { status: 'undelivered', errorCode: '30003' }]);
    expect(failed).toEqual({ status: 'undelivered', errorCode: '30003' });
    expect(fold('sms', [{ status: 'delivered' }], failed)).toEqual({ status: 'delivered', errorCode: null });
  });

  it('every status of a channel has its place once', () => {
    for (const order of Object.values(STATUS_ORDER)) {
      expect(new Set(order).size).toBe(order.length);
      expect(order[0]).toBe('rendered');
    }
  });
});

describe('a message', () => {
  it.each<[LegStatus[], string]>([
    [[], 'pending'],
    [['rendered'], 'pending'],
    [['submitted'], 'sent'],
    [['unknown'], 'unknown'],
    [['sent'], 'sent'],
    [['undelivered'], 'undelivered'],
    [['undelivered', 'rendered'], 'pending'],
    [['undelivered', 'sent'], 'sent'],
    [['unknown', 'sent'], 'sent'],
    [['undelivered', 'bounced'], 'undelivered'],
    [['undelivered', 'delivered'], 'delivered'],
    [['delivered', 'bounced'], 'delivered'],
    [['failed', 'read'], 'read'],
    [['completed'], 'delivered'],
  ])('with legs %j is %s', (legs, expected) => {
    expect(foldMessage(legs)).toBe(expected);
    expect(foldMessage([...legs].reverse())).toBe(expected);
  });

  it('may fall back as the same contact only from a leg proved undelivered', () => {
    const proved = legStatuses.filter(isProvedUndelivered);
    expect(proved).toEqual([
      'canceled',
      'failed',
      'busy',
      'no-answer',
      'undelivered',
      'bounced',
      'voicemail',
    ]);
    for (const open of ['submitted', 'unknown', 'sent', 'sending'] as const)
      expect(proofOf(open)).toBe('open');
  });
});

describe('events of providers', () => {
  it('that machines cause move no status', () => {
    for (const event of ['opened', 'clicked', 'deferred']) expect(EMAIL_EVENTS[event]).toBeNull();
    for (const status of Object.values(EMAIL_EVENTS)) {
      if (status !== null) expect(STATUS_ORDER.email).toContain(status);
    }
  });

  it("of Twilio are read by channel; what is not the channel's is no status", () => {
    expect(twilioStatus('sms', 'delivered')).toBe('delivered');
    expect(twilioStatus('voice', 'no-answer')).toBe('no-answer');
    expect(twilioStatus('voice', 'answered')).toBe('in-progress');
    expect(twilioStatus('sms', 'ringing')).toBeUndefined();
    expect(twilioStatus('sms', 'partially_delivered')).toBeUndefined();
    expect(twilioStatus('sms', '__proto__')).toBeUndefined();
  });
});
