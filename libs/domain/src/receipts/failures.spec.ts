import { smtpFailure } from './smtp-failures.data.js';
import { TWILIO_FAILURES, twilioFailure } from './twilio-failures.data.js';

describe("Twilio's error codes", () => {
  it.each<[string, object]>([
    ['21211', { permanent: true, invalidPoint: true, notAccepted: true }],
    ['21610', { permanent: true, suppress: true, fallback: false }],
    ['21614', { invalidPoint: true, fallback: true }],
    ['20429', { retryable: true, notAccepted: true, permanent: false }],
    ['30003', { retryable: true, permanent: false, invalidPoint: false }],
    ['30005', { permanent: true, invalidPoint: true }],
    ['30007', { permanent: true, invalidPoint: false, fallback: true }],
    ['63036', { fallback: true, invalidPoint: false }],
    ['99999', { permanent: false, invalidPoint: false, suppress: false, notAccepted: false }],
  ])('%s', (code, expected) => {
    expect(twilioFailure(code)).toMatchObject(expected);
    expect(twilioFailure(Number(code))).toMatchObject(expected);
  });

  it('are never both permanent and worth a retry, and only answers to a submission prove non-acceptance', () => {
    for (const [code, row] of Object.entries(TWILIO_FAILURES)) {
      expect(row.permanent && row.retryable).toBe(false);
      expect(row.notAccepted).toBe(code.startsWith('2'));
    }
  });
});

describe('refusals of mail servers', () => {
  it.each<[number, string, object]>([
    [550, '5.1.1 no such user', { permanent: true, invalidPoint: true, retryable: false }],
    [550, '', { permanent: true, invalidPoint: true }],
    [550, '5.7.1 blocked', { permanent: true, invalidPoint: false }],
    [552, '', { permanent: true, invalidPoint: false, description: 'mailbox is full' }],
    [452, '4.2.2', { permanent: false, retryable: true, invalidPoint: false }],
    [450, '4.1.1 try later', { permanent: false, retryable: true, invalidPoint: false }],
    [421, '', { permanent: false, retryable: true }],
    [0, '5.1.10', { permanent: true, invalidPoint: true, description: 'domain takes no mail' }],
    [0, '4.4.7', { permanent: false, retryable: true }],
    [554, 'transaction failed', { permanent: true, invalidPoint: false, fallback: true }],
  ])('%d %s', (reply, enhanced, expected) => {
    expect(smtpFailure(reply, enhanced)).toMatchObject(expected);
  });

  it('prove non-acceptance only before the final data', () => {
    expect(smtpFailure(550, '5.1.1', true).notAccepted).toBe(true);
    expect(smtpFailure(550, '5.1.1').notAccepted).toBe(false);
  });
});
