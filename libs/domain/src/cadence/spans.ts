import type { CadenceCalendar } from './cadence-calendar.js';
import { minuteOfDay, type Span } from './schema-parts.js';

/** Gives the instant at which a span ends that began at `from` (epoch ms) in the zone. */
export type SpanEnd = (from: number, zone: string) => number;

/** Business days are those of the campaign's country; both kinds end at the local time that the span names. */
export function compileSpan(span: Span, country: string, calendar: CadenceCalendar): SpanEnd {
  const minute = minuteOfDay(span.time);
  if ('days' in span) {
    return (from, zone) => calendar.instantAt(calendar.localDay(from, zone) + span.days, minute, zone);
  }
  return (from, zone) => {
    const day = calendar.addBusinessDays(calendar.localDay(from, zone), span.businessDays, country);
    return calendar.instantAt(day, minute, zone);
  };
}
