import type { SubmissionResult } from '#contracts';

/** What nodemailer says of a failure. */
interface SmtpFailure {
  code?: string;
  /** The server's reply code; absent when it did not reply. */
  responseCode?: number;
  response?: string;
}

/** Replies about who we are, not about the message: it waits until the credentials are put right. */
const CREDENTIALS = new Set([530, 534, 535, 538]);
/** Failures that speak about one message; others are about the connection. */
const OF_THE_MESSAGE = new Set(['EENVELOPE', 'EMESSAGE']);
/** How long a server that refuses for now is left alone, in milliseconds. */
const REST_MS = 15_000;

/**
 * What a failed mail proves (I1). Before a byte of the message left, it is proved that the server has not taken it,
 * whatever happened. Afterwards only a 5xx reply settles it: the leg has failed for good and is not sent again. A
 * 4xx reply to the message itself, or none, leaves doubt.
 */
export function failedMail(error: unknown, messageBegun: boolean): SubmissionResult {
  const { code = 'unexpected', responseCode, response } = (error ?? {}) as SmtpFailure;
  const name = responseCode === undefined ? code : (enhancedStatus(response) ?? String(responseCode));
  if (isPermanent(code, responseCode, messageBegun))
    return { outcome: 'refused', code: name, retry: 'never' };
  if (messageBegun) return { outcome: 'unknown', code: name };
  return {
    outcome: 'refused',
    code: name,
    retry: 'later',
    retryAfterMs: responseCode === undefined ? undefined : REST_MS,
  };
}

function isPermanent(code: string, responseCode: number | undefined, messageBegun: boolean): boolean {
  if (!OF_THE_MESSAGE.has(code)) return false;
  // No reply to read: nodemailer itself would not begin with it, such as an address that is none; or nonsense.
  if (responseCode === undefined) return !messageBegun;
  return responseCode >= 500 && responseCode !== 503 && !CREDENTIALS.has(responseCode);
}

/** The status of RFC 3463 in a reply, such as 5.1.1. */
function enhancedStatus(response: string | undefined): string | undefined {
  return /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1];
}
