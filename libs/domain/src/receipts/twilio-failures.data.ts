import { meaning, type FailureMeaning } from './failure-meaning.js';

/**
 * Twilio's error codes that bear on a leg. Source: Twilio's error dictionary as checked 2026-11.
 * 2xxxx codes are answers to a submission, 3xxxx and 63xxx come by callback.
 */
export const TWILIO_FAILURES: Readonly<Record<string, FailureMeaning>> = {
  '20003': meaning('authentication failed', { retryable: true, notAccepted: true }),
  '20404': meaning('resource not found', { permanent: true, notAccepted: true }),
  '20429': meaning('too many requests', { retryable: true, notAccepted: true }),
  '21211': meaning('invalid number', {
    permanent: true,
    invalidPoint: true,
    fallback: true,
    notAccepted: true,
  }),
  '21212': meaning('invalid sender', { permanent: true, fallback: true, notAccepted: true }),
  '21214': meaning('number cannot be reached', { permanent: true, fallback: true, notAccepted: true }),
  '21215': meaning('calls to the country not enabled', {
    permanent: true,
    fallback: true,
    notAccepted: true,
  }),
  '21216': meaning('calls to the number not allowed', { permanent: true, fallback: true, notAccepted: true }),
  '21217': meaning('invalid number', {
    permanent: true,
    invalidPoint: true,
    fallback: true,
    notAccepted: true,
  }),
  '21408': meaning('country not enabled', { permanent: true, fallback: true, notAccepted: true }),
  '21602': meaning('message has no text', { permanent: true, notAccepted: true }),
  '21606': meaning('sender cannot send', { permanent: true, fallback: true, notAccepted: true }),
  '21608': meaning('number not verified for trial', { permanent: true, fallback: true, notAccepted: true }),
  '21610': meaning('recipient opted out', { permanent: true, suppress: true, notAccepted: true }),
  '21611': meaning('sender queue is full', { retryable: true, notAccepted: true }),
  '21612': meaning('route not available', { permanent: true, fallback: true, notAccepted: true }),
  '21614': meaning('not a mobile number', {
    permanent: true,
    invalidPoint: true,
    fallback: true,
    notAccepted: true,
  }),
  '21617': meaning('text too long', { permanent: true, notAccepted: true }),
  '30001': meaning('queue overflow', { retryable: true, fallback: true }),
  '30002': meaning('account suspended', { permanent: true }),
  '30003': meaning('handset unreachable', { retryable: true, fallback: true }),
  '30004': meaning('blocked by recipient or carrier', { permanent: true, suppress: true }),
  '30005': meaning('unknown number', { permanent: true, invalidPoint: true, fallback: true }),
  '30006': meaning('landline or unreachable carrier', {
    permanent: true,
    invalidPoint: true,
    fallback: true,
  }),
  '30007': meaning('filtered as spam', { permanent: true, fallback: true }),
  '30008': meaning('unknown error', { retryable: true, fallback: true }),
  '30010': meaning('price above the limit', { permanent: true, fallback: true }),
  '30034': meaning('sender not registered', { permanent: true, fallback: true }),
  '30036': meaning('validity expired', { retryable: true, fallback: true }),
  '63006': meaning('invalid content', { permanent: true, fallback: true }),
  '63021': meaning('invalid content', { permanent: true, fallback: true }),
  '63036': meaning('not reachable by RCS', { permanent: true, fallback: true }),
  '63106': meaning('not capable of RCS', { permanent: true, fallback: true }),
};

/** A code that the map does not know: nothing is concluded about the number; another channel may be tried. */
const UNKNOWN_FAILURE = meaning('unknown error', { fallback: true });

export function twilioFailure(code: string | number): FailureMeaning {
  return TWILIO_FAILURES[String(code)] ?? UNKNOWN_FAILURE;
}
