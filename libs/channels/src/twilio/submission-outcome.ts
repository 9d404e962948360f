import type { LookUpResult, SubmissionResult } from '#contracts';
import { HandedOverLateError, ThrottledError, TransportError } from './transport-errors.js';

/** Not processed and safe to try again: 20429 too many requests, 21611 the sender's queue is full. */
const NOT_PROCESSED = new Set([20429, 21611]);

/** Statuses that speak about our credentials, not about the message: it waits until they are put right. */
const CREDENTIALS = new Set([401, 403]);

/** Failures of the stock client before anything could be sent. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** What the SDK throws for an answer that is not 2xx, and axios for none. */
interface SdkFailure {
  status?: number;
  code?: number | string;
}

/**
 * What a failed call proves (I1): refused by the provider's own word, never sent, or in doubt.
 * Personal data stays out: only codes are taken over, never the provider's text, which may quote the number.
 */
export function failedSubmission(error: unknown): SubmissionResult {
  if (error instanceof ThrottledError) {
    return { outcome: 'refused', code: error.code, retry: 'later', retryAfterMs: error.retryAfterMs };
  }
  if (error instanceof HandedOverLateError) return { outcome: 'late' };
  if (error instanceof TransportError) return withoutAnswer(error.code, error.sent);
  if (error instanceof SyntaxError) return { outcome: 'unknown', code: 'malformed-answer' };
  const { status, code } = (error ?? {}) as SdkFailure;
  if (typeof status === 'number') return answered(status, typeof code === 'number' ? code : undefined);
  const name = typeof code === 'string' ? code : 'unexpected';
  return withoutAnswer(name, !NEVER_CONNECTED.has(name));
}

function withoutAnswer(code: string, sent: boolean): SubmissionResult {
  return sent ? { outcome: 'unknown', code } : { outcome: 'refused', code, retry: 'later' };
}

function answered(status: number, code: number | undefined): SubmissionResult {
  const name = code === undefined ? `http-${status}` : String(code);
  if (status === 429 || (code !== undefined && NOT_PROCESSED.has(code))) {
    return { outcome: 'refused', code: name, retry: 'later' };
  }
  // Without Twilio's code it may be anybody's answer, such as a proxy's on the way back.
  if (status < 400 || status >= 500 || code === undefined) return { outcome: 'unknown', code: name };
  return { outcome: 'refused', code: name, retry: CREDENTIALS.has(status) ? 'later' : 'never' };
}

/** A look-up that failed proves nothing; its code says why. */
export function failedLookUp(error: unknown): LookUpResult {
  const failure = failedSubmission(error);
  return { found: null, code: 'code' in failure ? failure.code : 'unexpected' };
}
