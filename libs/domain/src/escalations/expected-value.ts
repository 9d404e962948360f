import type { Stage } from '../cadence/stage.js';
import { RECOVERY_CHANCES, type RecoveryChanceTable } from './recovery-chance.data.js';

/** What an agent's call about a case may bring, and by which table. */
export interface ExpectedValue {
  /** What is owed × the chance, rounded down; minor units of the case's currency. */
  readonly minor: number;
  readonly perMille: number;
  /** Version of the table of chances. */
  readonly table: string;
}

/**
 * What is owed × the chance that it comes in, by stage and days past due.
 * @param day YYYY-MM-DD of the decision, by which the table is chosen
 */
export function expectedValue(
  owed: { balanceMinor: number; stage: Stage; dpd: number },
  day: string,
  tables: readonly RecoveryChanceTable[] = RECOVERY_CHANCES,
): ExpectedValue {
  const table = tableOf(day, tables);
  const line = table.lines.find(({ stages, upToDpd }) => stages.includes(owed.stage) && owed.dpd <= upToDpd);
  const perMille = line?.perMille ?? 0;
  // Balances times a thousand may leave the range in which numbers are exact.
  const minor = Number((BigInt(Math.max(0, owed.balanceMinor)) * BigInt(perMille)) / 1000n);
  return { minor, perMille, table: table.version };
}

/** The latest that has begun; before the first one began, that one. */
function tableOf(day: string, tables: readonly RecoveryChanceTable[]): RecoveryChanceTable {
  const sorted = [...tables].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const [first] = sorted;
  if (first === undefined) throw new Error('there is no table of chances');
  return sorted.findLast(({ validFrom }) => validFrom <= day) ?? first;
}

/** An amount whose place among others is asked for. */
export interface Amount {
  readonly currency: string;
  readonly minor: number;
}

/**
 * Where each amount stands among those of its own currency, in thousandths: 1000 is above all others, 500 the middle,
 * where an only one stands too. Sums of different currencies are never compared: there is no rate here, so ten
 * thousand of one says nothing about one hundred of another.
 */
export function standings(amounts: readonly Amount[]): number[] {
  const byCurrency = new Map<string, number[]>();
  for (const { currency, minor } of amounts) {
    const all = byCurrency.get(currency);
    if (all === undefined) byCurrency.set(currency, [minor]);
    else all.push(minor);
  }
  for (const all of byCurrency.values()) all.sort((a, b) => a - b);
  return amounts.map(({ currency, minor }) => {
    const all = byCurrency.get(currency) ?? [];
    const below = firstAt(all, minor);
    const equal = firstAt(all, minor + 1) - below;
    return Math.floor((1000 * (2 * below + equal)) / (2 * all.length));
  });
}

/** How many of the sorted numbers are smaller. */
function firstAt(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
