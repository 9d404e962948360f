import type { CampaignFault } from '../../cadence/parsing/fault.js';
import { YamlSource } from '../../cadence/parsing/yaml-source.js';
import { LateRates, type LateRatesOptions } from './late-rates.js';
import { type LateRatesFile, lateRatesSchema } from './late-rates.schema.js';

export type ParsedLateRates =
  | { readonly ok: true; readonly rates: LateRates }
  | { readonly ok: false; readonly faults: readonly CampaignFault[] };

/** Reads a file of rates; tells every fault of it with its place. */
export function parseLateRates(text: string, file: string, options: LateRatesOptions = {}): ParsedLateRates {
  const source = new YamlSource(text, file);
  const content = source.content();
  const faults = source.textFaults();
  if (content === null || faults.length > 0) return { ok: false, faults };
  const parsed = lateRatesSchema.safeParse(content.value);
  if (!parsed.success) {
    return {
      ok: false,
      faults: parsed.error.issues.map(({ path, message }) =>
        source.locate({ path: path as (string | number)[], message }),
      ),
    };
  }
  const disorder = faultsOfOrder(parsed.data);
  if (disorder.length > 0) return { ok: false, faults: disorder.map((fault) => source.locate(fault)) };
  return { ok: true, rates: new LateRates(parsed.data, options) };
}

function faultsOfOrder(file: LateRatesFile): { path: (string | number)[]; message: string }[] {
  const faults: { path: (string | number)[]; message: string }[] = [];
  const { entries } = file.referenceRate;
  for (const [index, { from }] of entries.entries()) {
    const before = entries[index - 1]?.from;
    if (before !== undefined && from <= before) {
      const message = `is not later than ${before}, the entry before it`;
      faults.push({ path: ['referenceRate', 'entries', index, 'from'], message });
    }
  }
  const months = file.euroRate.entries.map(({ month }) => month);
  for (const [index, month] of months.entries()) {
    if (months.indexOf(month) < index) {
      const message = `${month} is there twice`;
      faults.push({ path: ['euroRate', 'entries', index, 'month'], message });
    }
  }
  return [...faults, ...faultsOfTiers(file)];
}

/** Tiers rise, and the last is open: no amount is without one. */
function faultsOfTiers({ compensation: { tiers } }: LateRatesFile): {
  path: (string | number)[];
  message: string;
}[] {
  let reached = 0;
  return tiers.flatMap(({ upTo, below }, index) => {
    const path = ['compensation', 'tiers', index];
    const isLast = index === tiers.length - 1;
    if (isLast !== (upTo === undefined && below === undefined)) {
      return [{ path, message: 'the last tier, and it alone, has no upper end' }];
    }
    if (upTo !== undefined && below !== undefined)
      return [{ path, message: 'takes one of "upTo" and "below"' }];
    const end = upTo ?? below ?? Infinity;
    const rises = end > reached;
    reached = end;
    return rises ? [] : [{ path, message: 'ends below the tier before it' }];
  });
}
