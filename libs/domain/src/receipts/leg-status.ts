import type { ContactChannel } from '../policy/contact-facts.js';

/** What is known of a leg from receipts; see STATUS_ORDER for what each channel uses. */
export const legStatuses = [
  'rendered',
  'submitted',
  'unknown',
  'scheduled',
  'accepted',
  'queued',
  'sending',
  'sent',
  'initiated',
  'ringing',
  'canceled',
  'failed',
  'busy',
  'no-answer',
  'in-progress',
  'undelivered',
  'delivered',
  'bounced',
  'completed',
  'voicemail',
  'read',
] as const;

export type LegStatus = (typeof legStatuses)[number];

/** What a status proves: the message arrived, it did not, or neither. */
export type DeliveryProof = 'delivered' | 'undelivered' | 'open';

/**
 * The order in which a leg's status may move, per channel, from least to most telling.
 *
 * Twilio's own order leaves `failed`, `canceled` and `undelivered` beside one another. Receipts must fold to
 * the same status in whatever order they come, and to one that somebody reported; only a total order gives
 * both. So the three are ranked by the strength of what they tell: an `undelivered` was on its way, a `failed`
 * never left, and a `canceled` was our own wish, which may have come too late.
 *
 * `unknown` is an attempt in doubt (I1); any later receipt settles it.
 */
export const STATUS_ORDER: Readonly<Record<ContactChannel, readonly LegStatus[]>> = {
  sms: textOrder(),
  rcs: textOrder(),
  // A mail accepted by the receiver's server, even one reported as delivered, may still come back. `read` is
  // the proof of a human at the other end (a verified visit), never an opened pixel.
  email: [
    'rendered',
    'submitted',
    'unknown',
    'queued',
    'accepted',
    'sent',
    'canceled',
    'failed',
    'undelivered',
    'delivered',
    'bounced',
    'read',
  ],
  voice: [
    'rendered',
    'submitted',
    'unknown',
    'queued',
    'initiated',
    'ringing',
    'canceled',
    'failed',
    'busy',
    'no-answer',
    'in-progress',
    'completed',
    // A machine took the call, which no provider's `completed` tells: nobody was told of the matter.
    'voicemail',
  ],
};

function textOrder(): readonly LegStatus[] {
  return [
    'rendered',
    'submitted',
    'unknown',
    'scheduled',
    'accepted',
    'queued',
    'sending',
    'sent',
    'canceled',
    'failed',
    'undelivered',
    'delivered',
    'read',
  ];
}

const PROOF: Readonly<Partial<Record<LegStatus, DeliveryProof>>> = {
  canceled: 'undelivered',
  failed: 'undelivered',
  busy: 'undelivered',
  'no-answer': 'undelivered',
  undelivered: 'undelivered',
  bounced: 'undelivered',
  voicemail: 'undelivered',
  'in-progress': 'delivered',
  completed: 'delivered',
  delivered: 'delivered',
  read: 'delivered',
};

/** What a status proves about delivery. `open` includes `sent`: on its way is not arrived. */
export function proofOf(status: LegStatus): DeliveryProof {
  return PROOF[status] ?? 'open';
}

/** Whether a text is a status that the channel knows. */
export function isLegStatus(channel: ContactChannel, text: string): text is LegStatus {
  return (STATUS_ORDER[channel] as readonly string[]).includes(text);
}
