import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { weightOfCard, type RcsCard } from './rcs-card.js';

export type InboxChannel = 'sms' | 'email' | 'rcs';

/** Towards the debtor, or from the debtor to us. */
export type Direction = 'to-debtor' | 'from-debtor';

interface MessageBase {
  /** Twilio's message SID, or ours for a mail. */
  readonly id: string;
  /** Order of arrival at the sandbox, from 1, without gaps. */
  readonly sequence: number;
  readonly direction: Direction;
  /** The debtor's number (E.164) or mailbox (lower case). */
  readonly address: string;
  /** The other end: our sender number, alphanumeric sender or mail address. */
  readonly counterpart: string;
  readonly text: string;
  readonly links: readonly string[];
  /** Business instant of arrival at the sandbox, epoch ms; what the phone shows. */
  readonly businessAt: number;
  /** Machine instant of the same, epoch ms; what Twilio's dates are made of. */
  readonly machineAt: number;
  status: string;
  errorCode: number | null;
  read: boolean;
}

/** What Twilio's Message resource tells beyond the message itself. */
interface TwilioMessage extends MessageBase {
  readonly segments: number;
  readonly messagingServiceSid: string | null;
  readonly statusCallback: string | null;
  /** Machine instant at which the network took it. */
  sentAt: number | null;
  updatedAt: number;
  /** The body was blanked through the API; the phone still shows what it received. */
  redacted: boolean;
  /** The resource was deleted through the API; the phone still shows what it received. */
  deleted: boolean;
}

export interface StoredSms extends TwilioMessage {
  readonly channel: 'sms';
}

/** A message in the debtor's messaging app; the counterpart is an RCS agent, `rcs:` and its name. */
export interface StoredRcs extends TwilioMessage {
  readonly channel: 'rcs';
  /** What is shown instead of the text; null for a message of plain text. */
  readonly card: RcsCard | null;
}

/** What a phone's messaging app shows in one thread. */
export type StoredText = StoredSms | StoredRcs;

export interface StoredMail extends MessageBase {
  readonly channel: 'email';
  readonly subject: string;
  readonly from: string;
  readonly messageId: string | null;
  readonly envelopeFrom: string;
  readonly envelopeId: string | null;
  readonly unsubscribe: string | null;
  readonly images: readonly string[];
  /** HTML part, deflated and in base64: a portfolio's mails would otherwise fill the memory. */
  readonly packedHtml: string | null;
  readonly size: number;
}

export type StoredMessage = StoredText | StoredMail;

export type MessagePatch = Partial<
  Pick<StoredSms, 'status' | 'errorCode' | 'read' | 'sentAt' | 'updatedAt' | 'redacted' | 'deleted'>
>;

export function packHtml(html: string | undefined): string | null {
  return html ? deflateRawSync(html).toString('base64') : null;
}

export function unpackHtml(mail: StoredMail): string | null {
  return mail.packedHtml === null
    ? null
    : inflateRawSync(Buffer.from(mail.packedHtml, 'base64')).toString('utf8');
}

/** What a stored message weighs, roughly, in bytes. */
export function weightOf(message: StoredMessage): number {
  const body = message.text.length * 2 + message.links.reduce((sum, link) => sum + link.length, 0);
  if (message.channel === 'sms') return 400 + body;
  return (
    400 +
    body +
    (message.channel === 'email' ? (message.packedHtml?.length ?? 0) : weightOfCard(message.card))
  );
}

export function isText(message: StoredMessage): message is StoredText {
  return message.channel !== 'email';
}

/** The address as the provider writes it: a number of RCS wears its channel. */
export function addressOf({ channel, address }: Pick<StoredMessage, 'channel' | 'address'>): string {
  return channel === 'rcs' ? `rcs:${address}` : address;
}
