import { createHmac } from 'node:crypto';
import twilio from 'twilio';
import { v7 as uuidv7 } from 'uuid';
import { Verp } from '#channels';
import { type Channel, deriveKey } from '#domain';
import { type Message, SECRET, type TrackerWorld } from './tracker.world.js';

/** What whoever posts has in mind. */
export interface Posting {
  /** Who signs, instead of the provider; null signs nothing. */
  signer?: string | null;
  /** How long ago it was signed, in seconds. */
  secondsAgo?: number;
  /** An address that it was signed for instead of the one it is sent to; for providers that sign addresses. */
  signedFor?: (path: string) => string;
  /** Its body, after it was signed. */
  tamper?: (body: string) => string;
  /** Its body, before it is signed. */
  body?: (body: string) => string;
}

/** A door of the tracker, and what a provider posts there about something that we await. */
export interface CallbackDoor {
  readonly of: Channel | 'payments';
  /** What is told of it, in the order in which it happens. */
  readonly events: readonly string[];
  /** The table of the facts; while it is away nothing can be committed. */
  readonly table: 'receipts' | 'payments';
  /** Whether a signature is bound to the address, or grows old. */
  readonly signs: { readonly address: boolean; readonly time: boolean };
  path(awaited: Message): string;
  /** The body that tells an event. */
  tells(awaited: Message, event: string): string;
  /** The same event of something that is not ours. */
  foreign(awaited: Message, event: string): string;
  headers(path: string, body: string, posting: Posting): Record<string, string>;
}

const ACCOUNT = `AC${'0'.repeat(32)}`;
const legOf = ({ shard, messageId }: Message): string => `${shard}/${messageId}/1`;

/** Posts as the provider of the door does, or as somebody who would like to be taken for it. */
export async function post(
  base: string,
  door: CallbackDoor,
  path: string,
  told: string,
  posting: Posting = {},
): Promise<number> {
  const body = posting.body?.(told) ?? told;
  const headers = door.headers(posting.signedFor?.(path) ?? path, body, posting);
  const sent = posting.tamper?.(body) ?? body;
  return (await fetch(base + path, { method: 'POST', headers, body: sent })).status;
}

function byTwilio(
  of: 'sms' | 'rcs' | 'voice',
  events: Readonly<Record<string, Readonly<Record<string, string>>>>,
): CallbackDoor {
  const name = of === 'voice' ? { CallSid: `CA${'a'.repeat(32)}` } : { MessageSid: `SM${'a'.repeat(32)}` };
  const tells = (event: string, more: Record<string, string> = {}): string =>
    new URLSearchParams(
      Object.entries({ ...name, AccountSid: ACCOUNT, ...events[event], ...more }),
    ).toString();
  return {
    of,
    events: Object.keys(events),
    table: 'receipts',
    signs: { address: true, time: false },
    path: (awaited) =>
      of === 'voice'
        ? `/webhooks/twilio/voice/status/${legOf(awaited)}`
        : `/webhooks/twilio/status/${of}/${legOf(awaited)}`,
    tells: (_, event) => tells(event),
    foreign: (_, event) => tells(event, { AccountSid: `AC${'1'.repeat(32)}` }),
    headers: (path, body, { signer = 'token' }) => {
      const form = Object.fromEntries(new URLSearchParams(body));
      const type = { 'content-type': 'application/x-www-form-urlencoded' };
      if (signer === null) return type;
      const signature = twilio.getExpectedTwilioSignature(signer, `https://d.test${path}`, form);
      return { ...type, 'x-twilio-signature': signature };
    },
  };
}

function timed(
  purpose: Parameters<typeof deriveKey>[1],
  header: string,
  type: string,
): CallbackDoor['headers'] {
  return (_, body, { signer = SECRET, secondsAgo = 0 }) => {
    if (signer === null) return { 'content-type': type };
    const seconds = Math.floor(Date.now() / 1000) - secondsAgo;
    const key = deriveKey(signer, purpose).toString('hex');
    const digest = createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex');
    return { 'content-type': type, [header]: `t=${seconds},v1=${digest}` };
  };
}

function mailReport(key: Buffer, { shard, messageId }: Message, event: string): string {
  const to = new Verp(key).address({ shard, messageId, legNo: 1 }, 'd.test');
  const [action, status] = event.split(' ');
  return [
    `To: ${to}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Final-Recipient: rfc822; somebody@example.com',
    `Action: ${action}`,
    `Status: ${status}`,
    '--b--',
    '',
  ].join('\r\n');
}

const EMAIL: CallbackDoor = {
  of: 'email',
  events: ['delayed 4.4.1', 'relayed 2.0.0', 'failed 5.1.1'],
  table: 'receipts',
  signs: { address: false, time: true },
  path: () => '/webhooks/email/dsn',
  tells: (awaited, event) => mailReport(deriveKey(SECRET, 'verp'), awaited, event),
  foreign: (awaited, event) => mailReport(Buffer.alloc(32, 8), awaited, event),
  headers: timed('email-webhook', 'x-dunlin-signature', 'message/rfc822'),
};

function notice(reference: string, event: string): string {
  const data = { session: `ps-${reference}`, reference, amount_minor: PARTS[event], currency: 'PLN' };
  return JSON.stringify({
    id: `evt-${reference}`,
    type: 'payment.succeeded',
    data: { ...data, paid_at: '2026-01-12T08:00:00.000Z' },
  });
}

/** What is paid of a debt of 100 zł, in grosze. */
const PARTS: Readonly<Record<string, number>> = { 'a part': 4_000, 'the rest': 6_000 };
const referenceOf = ({ messageId }: Message, event: string): string => `${messageId}:${event}`;

const PAYMENTS: CallbackDoor = {
  of: 'payments',
  events: Object.keys(PARTS),
  table: 'payments',
  signs: { address: false, time: true },
  path: () => '/webhooks/payments/sandbox',
  tells: (awaited, event) => notice(referenceOf(awaited, event), event),
  foreign: (_, event) => notice('nobody-began-it', event),
  headers: timed('payment-webhook', 'dunlin-payment-signature', 'application/json'),
};

/** The pages that were opened for both parts. */
export async function openPages({ db }: TrackerWorld, awaited: Message): Promise<void> {
  for (const [event, amount] of Object.entries(PARTS))
    await db.query(
      `INSERT INTO payment_sessions (id, case_id, provider, reference, amount_minor, currency, created_at)
       VALUES ($1, $2, 'sandbox', $3, $4, 'PLN', now())`,
      [uuidv7(), awaited.debtor.caseId, referenceOf(awaited, event), amount],
    );
}

export const DOORS: readonly CallbackDoor[] = [
  byTwilio('sms', { sent: { MessageStatus: 'sent' }, delivered: { MessageStatus: 'delivered' } }),
  byTwilio('rcs', {
    sent: { MessageStatus: 'sent' },
    delivered: { MessageStatus: 'delivered' },
    read: { MessageStatus: 'delivered', EventType: 'READ' },
  }),
  byTwilio('voice', {
    initiated: { CallStatus: 'initiated' },
    ringing: { CallStatus: 'ringing' },
    completed: { CallStatus: 'completed', CallDuration: '41', AnsweredBy: 'human' },
  }),
  EMAIL,
  PAYMENTS,
];
