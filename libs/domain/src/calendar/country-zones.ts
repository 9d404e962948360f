import { COUNTRY_ZONES } from './country-zones.data.js';

const zonesByCountry: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(COUNTRY_ZONES).map(([country, zones]) => [country, zones.split(' ')]),
);

const NONE: readonly string[] = [];

/** The distinct time zones of a country, by ISO 3166-1 alpha-2; empty when the country is not known. */
export function zonesOfCountry(country: string): readonly string[] {
  return zonesByCountry.get(country) ?? NONE;
}

/** Whether all of a country keeps one time, so that a portfolio's zone can stand for an unknown address. */
export function hasSingleZone(country: string): boolean {
  return zonesOfCountry(country).length === 1;
}
