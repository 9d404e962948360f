import type { CompiledCampaign } from './compile-campaign.js';

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
export function findEntry(campaign: CompiledCampaign, dpd: number): Entry {
  const passed: number[] = [];
  let before = false;
  let position = 0;
  for (;;) {
    const step = campaign.steps[position];
    if (step === undefined) break;
    if (step.moment !== null) before = step.moment.dpd < dpd;
    if (!before) return { position, passed };
    passed.push(position);
    if (step.usualNext <= position) break;
    position = step.usualNext;
  }
  return { position: campaign.beyond, passed };
}
