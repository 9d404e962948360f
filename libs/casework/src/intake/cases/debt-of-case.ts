import type { KnownCase, VerificationFault } from '#contracts';
import { debtComponents } from '#domain';
import type { CaseRow } from './case-row.js';

/** A debt in the words of a case on record; minor units. */
export type StatedDebt = Pick<KnownCase, 'currency' | 'principalMinor' | 'interestMinor' | 'costsMinor'>;

/** The debt that a row states. Of a case on record, what the row's file has no column for stays as it is. */
export function debtOf(row: CaseRow, before: KnownCase | undefined): StatedDebt {
  return {
    currency: row.currency ?? before?.currency ?? 'PLN',
    principalMinor: row.principal,
    interestMinor: row.interest ?? before?.interestMinor ?? 0,
    costsMinor: row.costs ?? before?.costsMinor ?? 0,
  };
}

/** The debt that its case takes on: in a breathing space neither interest nor costs grow, whatever is stated. */
export function permittedDebt(stated: StatedDebt, before: KnownCase | undefined): StatedDebt {
  if (before?.interestFrozen !== true) return stated;
  const interestMinor = Math.min(stated.interestMinor, before.interestMinor);
  const costsMinor = Math.min(stated.costsMinor, before.costsMinor);
  return { ...stated, interestMinor, costsMinor };
}

/** What only a person may decide about the amounts of a debt, the row's own total and what has been paid of it. */
export function faultsOfDebt(
  debt: StatedDebt,
  statedTotal: number | null,
  before: KnownCase | undefined,
): VerificationFault[] {
  const owed = { principal: debt.principalMinor, interest: debt.interestMinor, costs: debt.costsMinor };
  const total = owed.principal + owed.interest + owed.costs;
  const faults: VerificationFault[] = [];
  if (total === 0) faults.push('nothing-owed');
  else if (statedTotal !== null && statedTotal !== total) faults.push('amounts-inconsistent');
  if (before === undefined) return faults;
  const { paid } = before;
  const paidTotal = paid.principal + paid.interest + paid.costs;
  if (paidTotal > 0 && total <= paidTotal) faults.push('paid-exceeds-debt');
  else if (debtComponents.some((part) => paid[part] > owed[part])) faults.push('paid-exceeds-part');
  return faults;
}
