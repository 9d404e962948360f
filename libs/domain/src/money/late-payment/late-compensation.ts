import { requireIsoDate } from '../../calendar/civil-date.js';
import { requireMinor } from '../money.js';
import { type Known, known, notKnown } from './known.js';
import { halfUp } from './late-interest.js';
import type { LateRates } from './late-rates.js';

const MINOR_PER_MAJOR = 100n;
/** Of the euro's rate. */
const TEN_THOUSANDTHS = 10_000n;

export interface LateCompensation {
  readonly euro: number;
  /** What that is in the country's currency, minor units, rounded half up. */
  readonly minor: number;
}

/**
 * Compensation for the costs of recovery of one late invoice between businesses (late-payment act, art. 10). The
 * invoice's whole amount decides the tier, also where a part was paid.
 * @param invoice minor units of the table's currency
 */
export function lateCompensation(
  rates: LateRates,
  invoice: { readonly amountMinor: number; readonly dueDate: string },
): Known<LateCompensation> {
  const { tiers, mark } = rates.file.compensation;
  if (!rates.isUsable(mark)) return notKnown('the amounts of the compensation');
  const euro = euroOf(tiers, requireMinor(invoice.amountMinor));
  const rate = rates.euroFor(requireIsoDate(invoice.dueDate));
  if (!rate.known) return rate;
  return known({ euro, minor: halfUp(BigInt(euro) * BigInt(rate.value) * MINOR_PER_MAJOR, TEN_THOUSANDTHS) });
}

type Tiers = LateRates['file']['compensation']['tiers'];

function euroOf(tiers: Tiers, amountMinor: number): number {
  const tier = tiers.find(
    ({ upTo, below }) => amountMinor <= (upTo ?? Infinity) && amountMinor < (below ?? Infinity),
  );
  if (tier === undefined) throw new RangeError('the tiers of the compensation have no open end');
  return tier.euro;
}
