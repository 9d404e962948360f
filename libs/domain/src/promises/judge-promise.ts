import { type AgreedMoney, paidBy } from '../agreements/agreed-money.js';

export interface JudgedPromise {
  /** Minor units. */
  readonly amountMinor: number;
  /** Last day on which the money keeps the promise: its date and the days of grace; ISO date. */
  readonly deadline: string;
}

/** `kept` outranks `broken`: money that was paid in time keeps a promise, however late it is booked. */
export type PromiseVerdict = 'open' | 'kept' | 'broken';

/** How a promise stands on a local day of the creditor. Pure: the order in which payments became known is no fact. */
export function judgePromise(promise: JudgedPromise, money: AgreedMoney, today: string): PromiseVerdict {
  if (paidBy(money, promise.deadline) >= promise.amountMinor) return 'kept';
  return today > promise.deadline ? 'broken' : 'open';
}

/** Whether the money came, in time or not: then nobody asks for it any more. */
export function isMadeGood(promise: JudgedPromise, money: AgreedMoney): boolean {
  return money.paidMinor >= promise.amountMinor;
}
