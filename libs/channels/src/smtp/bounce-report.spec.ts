import fc from 'fast-check';
import { readMailReport } from './bounce-report.js';
import { Verp } from './verp.js';

const verp = new Verp(Buffer.alloc(32, 7));
const LEG = { shard: 5, messageId: '0190b0b0-0000-7000-8000-000000000001', legNo: 1 };

function report(type: string, part: string, to: string): Buffer {
  return Buffer.from(
    [
      'From: MAILER-DAEMON@mx.test',
      `To: ${to}`,
      'Subject: Undelivered',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'It could not be delivered.',
      '--b',
      `Content-Type: ${type}`,
      '',
      part,
      '--b--',
      '',
    ].join('\r\n'),
  );
}

function bounce(fields: string[], to = verp.address(LEG, 'energia.test')): Buffer {
  const perRecipient = ['Final-Recipient: rfc822; debtor@example.com', ...fields].join('\r\n');
  return report('message/delivery-status', `Reporting-MTA: dns; mx.test\r\n\r\n${perRecipient}`, to);
}

describe('delivery status notifications', () => {
  it('name the leg, what happened and why', async () => {
    const raw = bounce(['Action: failed', 'Status: 5.1.1']);
    expect(await readMailReport(raw, verp)).toEqual({ leg: LEG, action: 'failed', status: '5.1.1' });
  });

  it('take the reason from the diagnostic when the status says nothing, folded lines included', async () => {
    const raw = bounce([
      'Action: Failed',
      'Status: 5.0.0',
      'Diagnostic-Code: smtp; 550',
      ' 5.2.2 mailbox full',
    ]);
    expect(await readMailReport(raw, verp)).toEqual({ leg: LEG, action: 'failed', status: '5.2.2' });
  });

  it('know the leg by the original envelope id when the address is another', async () => {
    const part = `Original-Envelope-Id: ${verp.token(LEG).toUpperCase()}\r\n\r\nAction: delayed\r\nStatus: 4.4.1`;
    const raw = report('message/delivery-status', part, 'postmaster@energia.test');
    expect(await readMailReport(raw, verp)).toEqual({ leg: LEG, action: 'delayed', status: '4.4.1' });
  });

  it('are nobody’s when the token was made by somebody else', async () => {
    const forged = new Verp(Buffer.alloc(32, 8)).address(LEG, 'energia.test');
    expect(await readMailReport(bounce(['Action: failed', 'Status: 5.1.1'], forged), verp)).toBeNull();
  });

  it('are told from ordinary mail to the same address', async () => {
    const raw = Buffer.from(
      `To: ${verp.address(LEG, 'energia.test')}\r\nSubject: Hello\r\n\r\nAction: failed`,
    );
    expect(await readMailReport(raw, verp)).toBeNull();
  });

  it('may be complaints of a mailbox provider', async () => {
    const part = `Feedback-Type: abuse\r\nOriginal-Mail-From: ${verp.address(LEG, 'energia.test')}`;
    const raw = report('message/feedback-report', part, 'fbl@energia.test');
    expect(await readMailReport(raw, verp)).toEqual({ leg: LEG, action: 'complained', status: null });
  });
});

describe('return paths', () => {
  const leg = fc.record({
    shard: fc.integer({ min: 0, max: 63 }),
    messageId: fc.uuid({ version: 7 }),
    legNo: fc.integer({ min: 1, max: 20 }),
  });

  it('give back the leg that they were made of, in whatever case and text', () => {
    fc.assert(
      fc.property(leg, fc.boolean(), (each, upper) => {
        const address = verp.address(each, 'energia.test');
        expect(verp.find(`<${upper ? address.toUpperCase() : address}>`)).toEqual(each);
      }),
    );
  });

  it('cannot be turned into another leg’s by changing a character', () => {
    fc.assert(
      fc.property(
        leg,
        fc.nat(41),
        fc.constantFrom(...'0123456789abcdefghijklmnopqrstuv'),
        (each, at, letter) => {
          const token = verp.token(each);
          const changed = token.slice(0, at) + letter + token.slice(at + 1);
          // The last character holds two bits that nothing uses.
          fc.pre(changed !== token && at < 41);
          expect(verp.find(changed)).toBeNull();
        },
      ),
    );
  });
});
