import type { CompiledCampaign } from './compile-campaign.js';
import type { CaseMoment } from './step-type.js';

export interface Entry {
  /** Where the case starts; null when every step has passed and the campaign names no place for such cases. */
  readonly position: number | null;
  /** Positions passed over on the way, in order. */
  readonly passed: readonly number[];
}

/**
 * Where a case enters: at the first step on the usual way whose local day has not passed. A step without a moment
 * of its own belongs to the one before it, so it has passed when that one has.
 */
export function findEntry(
  campaign: CompiledCampaign,
  { dpd, facts }: Pick<CaseMoment, 'dpd' | 'facts'>,
): Entry {
  const passed: number[] = [];
  let before = false;
  let chooser: number | null = null;
  let position = 0;
  for (;;) {
    const step = campaign.steps[position];
    if (step === undefined) break;
    if (step.moment !== null) before = step.moment.dpd < dpd;
    if (before) {
      if (chooser !== null) passed.push(chooser);
      chooser = null;
      passed.push(position);
    } else {
      // What only draws the way has no day: it has passed when the first step behind it has.
      if (step.usualWay === undefined) return { position: chooser ?? position, passed };
      chooser ??= position;
    }
    const next = step.usualWay?.(facts) ?? step.usualNext;
    if (next <= position) break;
    position = next;
  }
  return { position: campaign.beyond, passed };
}
