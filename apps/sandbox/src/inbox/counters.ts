/** What the strip on top of the virtual phone counts. */
export const COUNTED = ['sent', 'delivered', 'failed', 'bounced', 'replied', 'clicked', 'paid'] as const;
export type Counted = (typeof COUNTED)[number];
export type Counters = Record<Counted, number>;

export function noCounts(): Counters {
  return { sent: 0, delivered: 0, failed: 0, bounced: 0, replied: 0, clicked: 0, paid: 0 };
}
