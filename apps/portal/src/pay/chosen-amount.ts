import { parseAmount } from '#domain';
import { type Form, field } from '../http/form.js';

/** What may be paid of a case now, in minor units. */
export interface PayableRange {
  balanceMinor: number;
  /** Smallest part payment; null when only the whole amount is taken. */
  minimumMinor: number | null;
}

export type AmountProblem = 'choose' | 'both' | 'unreadable' | 'tooLittle' | 'tooMuch';

export type ChosenAmount = { ok: true; minor: number } | { ok: false; problem: AmountProblem };

/** A currency typed along with the amount, in front of it or behind. */
const CURRENCY = /^(pln|eur|uah|usd|gbp|zł|zl|€|грн)\s*|\s*(pln|eur|uah|usd|gbp|zł|zl|€|грн)\.?$/giu;

/** Reads and judges the choice between the whole amount and a part of it. */
export function chosenAmount(form: Form, { balanceMinor, minimumMinor }: PayableRange): ChosenAmount {
  const choice = field(form, 'amount');
  const typed = field(form, 'partAmount').replace(CURRENCY, '');
  if (choice === 'full') {
    // Whoever typed an amount may have meant it: better to ask than to charge more than was meant.
    if (typed === '' || readsAs(typed, balanceMinor)) return { ok: true, minor: balanceMinor };
    return { ok: false, problem: 'both' };
  }
  if (choice !== 'part' || minimumMinor === null) return { ok: false, problem: 'choose' };
  const parsed = parseAmount(typed);
  if (!parsed.ok) return { ok: false, problem: 'unreadable' };
  if (parsed.minor > balanceMinor) return { ok: false, problem: 'tooMuch' };
  if (parsed.minor < minimumMinor && parsed.minor !== balanceMinor)
    return { ok: false, problem: 'tooLittle' };
  return { ok: true, minor: parsed.minor };
}

function readsAs(typed: string, minor: number): boolean {
  const parsed = parseAmount(typed);
  return parsed.ok && parsed.minor === minor;
}
