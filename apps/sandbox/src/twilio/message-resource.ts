import { addressOf, type StoredText } from '../inbox/stored-message.js';

export const API_VERSION = '2010-04-01';

/** Twilio's price of one outbound segment to Poland in USD, as the list price stood in 2025. */
const PRICE_PER_SEGMENT = 0.0463;

const ERROR_MESSAGES: Readonly<Record<number, string>> = {
  30003: 'Unreachable destination handset',
  30004: 'Message blocked',
  30005: 'Unknown destination handset',
  30006: 'Landline or unreachable carrier',
  30007: 'Message filtered',
  30008: 'Unknown error',
  30036: 'Validity period expired',
  63021: 'Channel invalid content error',
  63036: 'The specified phone number cannot be reached by RCS at this time',
};

export function errorMessage(code: number): string {
  return ERROR_MESSAGES[code] ?? 'Unknown error';
}

/** A message as Twilio's API shows it: dates RFC 2822 in machine time, counts and prices as strings. */
export function messageResource(message: StoredText, accountSid: string): Record<string, unknown> {
  const inbound = message.direction === 'from-debtor';
  const uri = `/${API_VERSION}/Accounts/${accountSid}/Messages/${message.id}`;
  const priced = message.sentAt !== null || inbound;
  return {
    account_sid: accountSid,
    api_version: API_VERSION,
    body: message.redacted ? '' : message.text,
    date_created: rfc2822(message.machineAt),
    date_sent: rfc2822(message.sentAt),
    date_updated: rfc2822(message.updatedAt),
    direction: inbound ? 'inbound' : 'outbound-api',
    error_code: message.errorCode,
    error_message: message.errorCode === null ? null : errorMessage(message.errorCode),
    from: inbound ? addressOf(message) : message.counterpart,
    messaging_service_sid: message.messagingServiceSid,
    num_media: '0',
    num_segments: isUnassigned(message) ? '0' : String(message.segments),
    price: priced ? (-PRICE_PER_SEGMENT * message.segments).toFixed(5) : null,
    price_unit: 'USD',
    sid: message.id,
    status: message.status,
    subresource_uris: { media: `${uri}/Media.json`, feedback: `${uri}/Feedback.json` },
    to: inbound ? message.counterpart : addressOf(message),
    uri: `${uri}.json`,
  };
}

/** A Messaging Service has not chosen who sends it, which is what segments are counted for. */
function isUnassigned({ messagingServiceSid, status }: StoredText): boolean {
  return messagingServiceSid !== null && (status === 'accepted' || status === 'scheduled');
}

/** `Sun, 22 Nov 2026 03:49:22 +0000`. */
export function rfc2822(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toUTCString().replace('GMT', '+0000');
}
