/**
 * The order of an SMS's statuses; a resource moves up, never back. Delivered, undelivered, failed and canceled end it.
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
};

export type SmsStatus = 'queued' | 'sent' | 'delivered' | 'undelivered' | 'failed';

export function advances(from: string, to: string): boolean {
  return (RANK[to] ?? -1) > (RANK[from] ?? -1);
}

export function isFinal(status: string): boolean {
  return RANK[status] === 5;
}
