import { TwilioError, type TwilioErrorCode } from '../twilio/twilio-error.js';
import { CALL_EVENTS, type CallEvent, type CallOrder } from './stored-call.js';
import type { HttpMethod } from './twiml/steps.js';

/** A form-encoded body; a parameter that is repeated arrives as a list. */
export type CallForm = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Twilio's magic numbers for tests. Source: twilio.com/docs/iam/test-credentials. */
const MAGIC_TO: Readonly<Record<string, TwilioErrorCode>> = {
  '+15005550001': 21217,
  '+15005550002': 21214,
  '+15005550003': 21215,
  '+15005550004': 21216,
};
const MAGIC_FROM: Readonly<Record<string, TwilioErrorCode>> = { '+15005550001': 21212 };

const NUMBER = /^\+[1-9]\d{6,14}$/;
const LONGEST_TWIML = 4_000;
const FOUR_HOURS = 14_400;

/** Reads a create request as Twilio does; throws the TwilioError that Twilio would answer with. */
export function readCallOrder(form: CallForm): CallOrder {
  const to = one(form, 'To')?.trim();
  if (!to) throw new TwilioError(21201);
  const from = one(form, 'From')?.trim();
  if (!from) throw new TwilioError(21213);
  if (!NUMBER.test(to)) throw new TwilioError(21211, to);
  // A number in full: unlike a message, a call has no sender's name.
  if (!NUMBER.test(from)) throw new TwilioError(21212, from);
  const magic = MAGIC_FROM[from] ?? MAGIC_TO[to];
  if (magic) throw new TwilioError(magic, MAGIC_FROM[from] ? from : to);
  return {
    to,
    from,
    ...readInstructions(form),
    fallbackUrl: readUrl(form, 'FallbackUrl'),
    fallbackMethod: readMethod(form, 'FallbackMethod'),
    ...readStatusCallback(form),
    timeoutSeconds: readNumber(form, 'Timeout', 60, 1, 600),
    ...readMachineDetection(form),
    timeLimitSeconds: readNumber(form, 'TimeLimit', FOUR_HOURS, 1, 86_400),
  };
}

/** Where the conversation comes from. An address goes before TwiML that came along with it. */
export function readInstructions(form: CallForm): Pick<CallOrder, 'url' | 'method' | 'twiml'> {
  const url = readUrl(form, 'Url');
  const twiml = url === null ? (one(form, 'Twiml') ?? null) : null;
  if (url === null && !twiml) throw new TwilioError(21205, '');
  if (twiml !== null && twiml.length > LONGEST_TWIML) throw new TwilioError(20001, 'Twiml');
  return { url, method: readMethod(form, 'Method'), twiml };
}

export function one(form: CallForm, name: string): string | undefined {
  const given = form[name];
  return typeof given === 'string' ? given : given?.at(-1);
}

function readStatusCallback(
  form: CallForm,
): Pick<CallOrder, 'statusCallback' | 'statusCallbackMethod' | 'statusCallbackEvents'> {
  const given = form['StatusCallbackEvent'] ?? [];
  const names = (typeof given === 'string' ? [given] : given).flatMap((text) => text.split(/\s+/));
  // Twilio warns of an event that it does not know (21626) and goes on without it.
  const events = CALL_EVENTS.filter((event) => names.includes(event));
  return {
    statusCallback: readUrl(form, 'StatusCallback', 21609),
    statusCallbackMethod: readMethod(form, 'StatusCallbackMethod'),
    statusCallbackEvents: events.length > 0 ? events : (['completed'] satisfies CallEvent[]),
  };
}

type Detection = Pick<
  CallOrder,
  'machineDetection' | 'machineDetectionTimeoutSeconds' | 'asyncAmd' | 'asyncAmdStatusCallback'
>;

/** Keys to send first and a look at who answers exclude each other; Twilio then looks no further. */
function readMachineDetection(form: CallForm): Detection {
  const asked = one(form, 'SendDigits') ? undefined : one(form, 'MachineDetection') || undefined;
  if (asked !== undefined && asked !== 'Enable' && asked !== 'DetectMessageEnd') {
    throw new TwilioError(20001, 'MachineDetection');
  }
  return {
    machineDetection: asked ?? null,
    machineDetectionTimeoutSeconds: readNumber(form, 'MachineDetectionTimeout', 30, 3, 59),
    asyncAmd: one(form, 'AsyncAmd')?.toLowerCase() === 'true',
    asyncAmdStatusCallback: readUrl(form, 'AsyncAmdStatusCallback'),
  };
}

function readUrl(form: CallForm, name: string, code: 21205 | 21609 = 21205): string | null {
  const given = one(form, name);
  if (!given) return null;
  if (!URL.canParse(given) || !/^https?:/i.test(given)) throw new TwilioError(code, given);
  return given;
}

function readMethod(form: CallForm, name: string): HttpMethod {
  const given = one(form, name)?.toUpperCase() || 'POST';
  if (given === 'GET' || given === 'POST') return given;
  throw new TwilioError(20001, name);
}

function readNumber(form: CallForm, name: string, otherwise: number, least: number, most: number): number {
  const given = one(form, name);
  if (given === undefined || given === '') return otherwise;
  const value = Number(given);
  if (!Number.isInteger(value) || value < least || value > most) throw new TwilioError(20001, name);
  return value;
}
