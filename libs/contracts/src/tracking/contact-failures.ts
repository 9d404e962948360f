import type { LegName } from './receipt-store.js';

/** What provably wrong addresses lead to. */
export abstract class ContactFailures {
  /**
   * Marks the leg's contact point invalid for its person, whatever the creditor, and says so in the cases' records.
   * Safe to repeat. False when it was done before or the leg has no point.
   *
   * @param code the provider's code, such as 21211 or 5.1.1
   * @param at business instant, epoch ms
   */
  abstract invalidate(leg: LegName, code: string, at: number): Promise<boolean>;
}
