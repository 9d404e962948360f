import type { Submission } from '#contracts';

/** Twilio's connection overrides: five retries, on any failure. Not part of what it signs. */
const RETRIES = '#rc=5&rp=all';

/** Where Twilio reports a leg's status; the leg is named by the address, which the signature covers. */
export function statusCallbackUrl(
  publicUrl: string,
  leg: Pick<Submission, 'shard' | 'messageId' | 'legNo'>,
): string {
  return `${publicUrl}/webhooks/twilio/status/${leg.shard}/${leg.messageId}/${leg.legNo}${RETRIES}`;
}
