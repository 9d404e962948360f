import { canBeAnswered, isAlphanumericSender, POOL_SENDER } from './sms-sender.js';
import { TwilioError, type TwilioErrorCode } from './twilio-error.js';

export type MessageForm = Readonly<Record<string, string | undefined>>;

interface Delivery {
  statusCallback: string | null;
  /** Seconds that the message may wait in the queue; 36,000 by default. */
  validityPeriod: number;
  /** Instant of a scheduled message, else null. */
  sendAt: number | null;
}

/** What every channel takes over from a create request, after Twilio's own checks. */
export interface Submission extends Delivery {
  /** E.164, without a channel before it. */
  to: string;
  from: string;
  messagingServiceSid: string | null;
}

export interface SmsSubmission extends Submission {
  body: string;
}

/** Twilio's magic numbers for tests. Source: twilio.com/docs/iam/test-credentials. */
const MAGIC_TO: Readonly<Record<string, TwilioErrorCode>> = {
  '+15005550001': 21211,
  '+15005550002': 21612,
  '+15005550003': 21408,
  '+15005550004': 21610,
  '+15005550009': 21614,
};
const MAGIC_FROM: Readonly<Record<string, TwilioErrorCode>> = {
  '+15005550001': 21212,
  '+15005550007': 21606,
  '+15005550008': 21611,
};

const LONGEST_BODY = 1600;

/** Reads a form as Twilio does; throws the TwilioError that Twilio would answer with. */
export function readSubmission(form: MessageForm): SmsSubmission {
  const to = readNumber(form['To']?.trim());
  const messagingServiceSid = form['MessagingServiceSid'] || null;
  const from = readSender(form['From']?.trim(), messagingServiceSid);
  const body = form['Body'] ?? '';
  if (body === '') throw new TwilioError(21602);
  if ([...body].length > LONGEST_BODY) throw new TwilioError(21617);
  const magic = MAGIC_TO[to];
  if (magic) throw new TwilioError(magic, to);
  return {
    to,
    from,
    messagingServiceSid,
    body,
    ...readDelivery(form, messagingServiceSid),
  };
}

export function readNumber(to: string | undefined): string {
  if (!to) throw new TwilioError(21604);
  if (!/^\+[1-9]\d{6,14}$/.test(to)) throw new TwilioError(21211, to);
  return to;
}

/** What the request says about how the message is delivered, on whatever channel. */
export function readDelivery(form: MessageForm, messagingServiceSid: string | null): Delivery {
  return {
    statusCallback: readCallback(form['StatusCallback']),
    validityPeriod: readValidity(form['ValidityPeriod']),
    sendAt: readSendAt(form, messagingServiceSid),
  };
}

function readSender(given: string | undefined, messagingServiceSid: string | null): string {
  if (!given) {
    if (messagingServiceSid) return POOL_SENDER;
    throw new TwilioError(21603);
  }
  const magic = MAGIC_FROM[given];
  if (magic) throw new TwilioError(magic, given);
  if (given.startsWith('rcs:')) throw new TwilioError(21910);
  if (!canBeAnswered(given) && !isAlphanumericSender(given)) throw new TwilioError(21212, given);
  return given;
}

function readCallback(given: string | undefined): string | null {
  if (!given) return null;
  if (!URL.canParse(given) || !/^https?:/i.test(given)) throw new TwilioError(21609, given);
  return given;
}

function readValidity(given: string | undefined): number {
  if (given === undefined || given === '') return 36_000;
  const seconds = Number(given);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 36_000)
    throw new TwilioError(20001, 'ValidityPeriod');
  return seconds;
}

/** Without a Messaging Service, Twilio drops the scheduling parameters and sends at once. */
function readSendAt(form: MessageForm, serviceSid: string | null): number | null {
  if (form['ScheduleType'] !== 'fixed' || !serviceSid) return null;
  const instant = Date.parse(form['SendAt'] ?? '');
  if (Number.isNaN(instant)) throw new TwilioError(20001, 'SendAt');
  return instant;
}
