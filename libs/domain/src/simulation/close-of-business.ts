import type { CompiledCampaign } from '../cadence/compile-campaign.js';

const CLOSE_MINUTE = 17 * 60;

/** The close of the business day so many of them from now, when whoever works on something should have answered; epoch ms. */
export function closeOfBusiness(
  { calendar, country }: CompiledCampaign,
  zone: string,
  now: number,
  businessDays: number,
): number {
  const day = calendar.addBusinessDays(calendar.localDay(now, zone), businessDays, country);
  return calendar.instantAt(day, CLOSE_MINUTE, zone);
}
