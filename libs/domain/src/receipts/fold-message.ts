import { proofOf, type LegStatus } from './leg-status.js';

/**
 * What is known of a message from its legs.
 * - `read`, `delivered`: one of its legs was;
 * - `undelivered`: every leg is proved undelivered, and there was one;
 * - `sent`: handed to a provider, nothing proved yet;
 * - `unknown`: handed over, or perhaps not: an attempt is in doubt and nothing else is on its way;
 * - `pending`: nothing was handed over so far.
 */
export type MessageDelivery = 'pending' | 'unknown' | 'sent' | 'undelivered' | 'delivered' | 'read';

/** Folds the statuses of a message's legs, in any order. */
export function foldMessage(legs: readonly LegStatus[]): MessageDelivery {
  if (legs.includes('read')) return 'read';
  const proofs = legs.map(proofOf);
  if (proofs.includes('delivered')) return 'delivered';
  const open = legs.filter((_, leg) => proofs[leg] === 'open');
  if (open.length === 0) return legs.length === 0 ? 'pending' : 'undelivered';
  if (open.some((status) => status !== 'rendered' && status !== 'unknown')) return 'sent';
  return open.includes('unknown') ? 'unknown' : 'pending';
}

/**
 * Whether the next leg may follow as part of the same contact: the leg is proved not to have reached anybody.
 * A leg of which nothing is known may have, so what follows it is a contact of its own.
 */
export function isProvedUndelivered(status: LegStatus): boolean {
  return proofOf(status) === 'undelivered';
}
