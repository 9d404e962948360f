import type { Submission } from '#contracts';
import type { Channel } from '#domain';

/** Twilio's connection overrides: five retries, on any failure. Not part of what it signs. */
const RETRIES = '#rc=5&rp=all';

/** Where Twilio reports a leg's status; channel and leg are named by the address, which the signature covers. */
export function statusCallbackUrl(
  publicUrl: string,
  channel: Channel,
  leg: Pick<Submission, 'shard' | 'messageId' | 'legNo'>,
): string {
  return `${publicUrl}/webhooks/twilio/status/${channel}/${leg.shard}/${leg.messageId}/${leg.legNo}${RETRIES}`;
}
