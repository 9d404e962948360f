import type { Submission } from '#contracts';

/** What the address of a call's first turn says in place of a state. */
const FIRST_TURN = 'start';

/** Twilio's connection overrides, no part of what it signs: a person waits for a turn, so few tries follow at once. */
const TURN_RETRIES = '#rc=2&rt=5000&rp=all';
const STATUS_RETRIES = '#rc=5&rp=all';

type Leg = Pick<Submission, 'shard' | 'messageId' | 'legNo'>;

/**
 * Where Twilio asks what to say next; the state of the call is part of the address, which the signature covers. A turn
 * that fails is asked for again, the first as any later one: otherwise Twilio would speak of its error and hang up.
 */
export function turnUrl(publicUrl: string, leg: Leg, state: string = FIRST_TURN): string {
  return `${publicUrl}/webhooks/twilio/voice/turn/${pathOf(leg)}/${state}${TURN_RETRIES}`;
}

/** Where Twilio reports how the call went. */
export function callStatusUrl(publicUrl: string, leg: Leg): string {
  return `${publicUrl}/webhooks/twilio/voice/status/${pathOf(leg)}${STATUS_RETRIES}`;
}

function pathOf({ shard, messageId, legNo }: Leg): string {
  return `${shard}/${messageId}/${legNo}`;
}
