import { deriveKey } from '#domain';
import { signedInTime } from '../signed-in-time.js';
import { describeWebhooks } from '../webhook-conformance.js';
import { MailWebhooks } from './mail-webhooks.js';
import { Verp } from './verp.js';

const SECRET = 'a secret of at least thirty-two characters';
const LEG = { shard: 5, messageId: '0190b0b0-0000-7000-8000-000000000001', legNo: 1 };
const webhooks = new MailWebhooks({ secret: SECRET });

function report(to: string, part: string, action = 'Action: failed'): Buffer {
  const lines = [
    `To: ${to}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; boundary="b"',
    '',
    '--b',
    `Content-Type: ${part}`,
    '',
    'Final-Recipient: rfc822; debtor@example.com',
    action,
    'Status: 5.1.1',
    '--b--',
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

const ours = new Verp(deriveKey(SECRET, 'verp')).address(LEG, 'energia.test');
const forged = new Verp(Buffer.alloc(32, 8)).address(LEG, 'energia.test');
const STATUS = 'message/delivery-status';

describeWebhooks('what a mail server hands in', {
  event: { body: report(ours, STATUS), fact: { leg: LEG, action: 'failed', status: '5.1.1' } },
  newer: report(ours, STATUS, 'Action: failed\r\nX-Mood: sunny\r\nRemote-MTA: dns; mx.test'),
  unreadable: {
    'is about somebody else’s mail': report(forged, STATUS),
    'names nothing': report('postmaster@energia.test', STATUS),
    'is ordinary mail to an address of ours': Buffer.from(
      `To: ${ours}\r\nSubject: Hello\r\n\r\nAction: failed`,
    ),
    'reports what no standard knows': report(ours, STATUS, 'Action: pondered'),
    'is empty': Buffer.alloc(0),
    'is no text': Buffer.from([0xff, 0xfe, 0x00, 0x0d, 0x0a]),
    'is cut off': report(ours, STATUS).subarray(0, 150),
  },
  personal: ['debtor@example.com'],
  bindsAddress: false,
  bindsTime: true,
  sign: (body, { secret = SECRET, secondsAgo = 0 } = {}) => ({
    url: 'https://d.test/webhooks/email/dsn',
    body,
    headers: { 'x-dunlin-signature': signedInTime(deriveKey(secret, 'email-webhook'), body, secondsAgo) },
  }),
  read: async ({ headers, body }) => {
    if (!webhooks.verify(body, headers['x-dunlin-signature'])) return { kind: 'forged' };
    const fact = await webhooks.parseReport(body);
    return fact === null ? { kind: 'unreadable' } : { kind: 'fact', fact };
  },
});
