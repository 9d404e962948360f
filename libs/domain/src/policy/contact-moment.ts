import type { HolidayLookup } from '../calendar/calendar.js';
import type { ZoneTable } from '../calendar/zone-table.js';
import type { ContactFacts } from './contact-facts.js';

/** What the rules are asked about: the facts, with zones and holidays looked up. */
export interface ContactMoment {
  readonly facts: ContactFacts;
  /** Zones that must all permit; empty when they could not be established. */
  readonly zones: readonly ZoneTable[];
  readonly zonesFrom: 'person' | 'portfolio' | 'unknown';
  /** Undefined when the holidays of the country are unknown. */
  readonly isHoliday: HolidayLookup | undefined;
}
