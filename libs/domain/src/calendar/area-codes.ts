import { AREA_CODES } from './area-codes.data.js';
import { zonesOfCountry } from './country-zones.js';

/** Countries of several zones whose numbers say where they were given out. */
const BY_AREA_CODE: ReadonlySet<string> = new Set(['US', 'CA']);

const zonesByCode: ReadonlyMap<string, readonly string[]> = compile();

/**
 * Zones in which the holder of a number may be. Most countries' numbers tell no more than the country; those of North
 * America tell the area where they were given out, which rules about hours take for where their holder is, beside the
 * address (comment 6(b)(1)-2 to 12 CFR 1006).
 * @param e164 such as `+12125550100`
 */
export function zonesOfNumber(e164: string, country: string): readonly string[] {
  const all = zonesOfCountry(country);
  if (!BY_AREA_CODE.has(country)) return all;
  return zonesByCode.get(e164.slice(2, 5)) ?? all;
}

function compile(): Map<string, readonly string[]> {
  const zones = new Map<string, string[]>();
  for (const [zone, codes] of Object.entries(AREA_CODES)) {
    for (const code of codes.split(' ')) zones.set(code, [...(zones.get(code) ?? []), zone]);
  }
  return zones;
}
