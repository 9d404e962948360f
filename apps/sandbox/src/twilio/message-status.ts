/**
 * The order of a message's statuses; a resource moves up, never back. Delivered, undelivered, failed and canceled end
 * it, but a message of RCS that was delivered may yet be read.
 */
const RANK: Readonly<Record<string, number>> = {
  scheduled: 0,
  accepted: 1,
  queued: 2,
  sending: 3,
  sent: 4,
  delivered: 5,
  undelivered: 5,
  failed: 5,
  canceled: 5,
  read: 6,
};

export type MessageStatus = 'queued' | 'sent' | 'delivered' | 'undelivered' | 'failed' | 'read';

export function advances(from: string, to: string): boolean {
  if (to === 'read') return from === 'delivered';
  return (RANK[to] ?? -1) > (RANK[from] ?? -1);
}

export function isFinal(status: string): boolean {
  return (RANK[status] ?? 0) >= 5;
}

/** It went out and will never be seen. */
export function isLost(status: string): boolean {
  return status === 'undelivered' || status === 'failed' || status === 'canceled';
}
