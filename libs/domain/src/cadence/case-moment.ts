import { DAY_MS, MINUTE_MS, requireIsoDate } from '../calendar/civil-date.js';
import type { CaseFacts } from './case-facts.js';
import type { CompiledCampaign, CompiledStep } from './compile-campaign.js';
import { stageOf } from './stage.js';
import type { CaseMoment } from './step-type.js';

export function caseMoment(
  campaign: CompiledCampaign,
  facts: CaseFacts,
  occurrence: number,
  now: number,
): CaseMoment {
  const { zone: own } = facts;
  const zone = own !== null && campaign.calendar.knowsZone(own, now) ? own : campaign.zone;
  const today = campaign.calendar.localDay(now, zone);
  const dueDay = requireIsoDate(facts.dueDate);
  const dpd = today - dueDay;
  return {
    now,
    zone,
    today,
    dueDay,
    dpd,
    stage: stageOf(facts.stage, dpd),
    facts,
    occurrence,
  };
}

/**
 * Older moments are over beyond any span that may follow them, so the zone's offset no longer matters and no table
 * of long-gone years is compiled for a debt that old.
 */
const LONG_AGO_DAYS = 400;

/** When a step is due (epoch ms): at its moment, after its span, or as soon as it was reached. */
export function stepDueAt(
  campaign: CompiledCampaign,
  step: CompiledStep,
  moment: CaseMoment,
  enteredAt: number,
): number {
  if (step.moment !== null) {
    const { dpd, minute } = step.moment;
    const day = moment.dueDay + dpd;
    if (moment.today - day > LONG_AGO_DAYS) return day * DAY_MS + minute * MINUTE_MS;
    return campaign.calendar.instantAt(day, minute, moment.zone);
  }
  return step.dueAt?.(moment, enteredAt) ?? enteredAt;
}
