import type { CadenceCalendar } from '../cadence-calendar.js';
import { minuteOfDay } from '../schema-parts.js';
import type { SpanEnd } from '../spans.js';

/** Hours of the day, `to` left out; of business days alone where that is asked. */
export interface WindowWait {
  readonly from: string;
  readonly to: string;
  readonly businessDays: boolean;
}

/** Gives the first instant, from an instant on, that lies in the window of its local day. */
export function compileWindow(window: WindowWait, country: string, calendar: CadenceCalendar): SpanEnd {
  const opens = minuteOfDay(window.from);
  const closes = minuteOfDay(window.to);
  const dayFrom = (day: number): number =>
    window.businessDays ? calendar.addBusinessDays(day, 0, country) : day;
  return (from, zone) => {
    const today = calendar.localDay(from, zone);
    const first = dayFrom(today);
    if (first === today && from < calendar.instantAt(today, closes, zone))
      return Math.max(from, calendar.instantAt(today, opens, zone));
    return calendar.instantAt(first === today ? dayFrom(today + 1) : first, opens, zone);
  };
}
