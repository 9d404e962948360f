import { z } from 'zod';
import { civilDateOf, weekdayOf } from '../../calendar/civil-date.js';
import {
  endOfHours,
  nextInstantInHours,
  type DayHours,
  type HoursOfDay,
} from '../../calendar/daily-windows.js';
import type { ContactMoment } from '../contact-moment.js';
import { contactRule } from '../contact-rule.js';

const HOURS = /^([01]\d|2[0-3]):([0-5]\d)-(([01]\d|2[0-3]):([0-5]\d)|24:00)$/;
const hours = z
  .string()
  .regex(HOURS, 'hours read like "08:00-20:00"')
  .refine((text) => text.slice(0, 5) < text.slice(6), 'hours open before they close')
  .nullable();

const parameters = z.strictObject({
  /** Local hours of each day of the week; null for a day without contact. */
  monday: hours,
  tuesday: hours,
  wednesday: hours,
  thursday: hours,
  friday: hours,
  saturday: hours,
  sunday: hours,
  /** Whether public holidays of the portfolio's country are days without contact. */
  holidaysClosed: z.boolean(),
  /** Further days without contact each year, `MM-DD`. */
  closedDates: z.array(z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)).default([]),
});

/**
 * Contact only within the hours of the day, in every zone where the debtor may be. An instant is inside from
 * the opening minute on and before the closing one, by the wall clock, whatever summer time does.
 */
export const contactHoursRule = contactRule({
  id: 'contact-hours',
  version: 1,
  meaning: 'Contact only within the hours of the day, in every zone where the debtor may be.',
  parameters,
  compile: (settings) => {
    const week = weekOf(settings);
    const closedDates = new Set(settings.closedDates.map(dateKey));
    const closedOn = (epochDay: number): boolean => {
      if (closedDates.size === 0) return false;
      const { month, day } = civilDateOf(epochDay);
      return closedDates.has(month * 100 + day);
    };
    const hoursFor = ({ isHoliday }: ContactMoment): HoursOfDay => {
      return (epochDay) => {
        if (settings.holidaysClosed && (isHoliday === undefined || isHoliday(epochDay))) return null;
        return closedOn(epochDay) ? null : (week[weekdayOf(epochDay)] ?? null);
      };
    };
    return {
      kind: 'time',
      next: (moment, instant, limit) => {
        if (moment.zones.length === 0) return Infinity;
        const hoursOf = hoursFor(moment);
        let at = instant;
        for (let settled = 0, each = 0; settled < moment.zones.length; each += 1) {
          const zone = moment.zones[each % moment.zones.length];
          const next = zone === undefined ? Infinity : nextInstantInHours(zone, hoursOf, at, limit);
          if (next === Infinity) return Infinity;
          settled = next === at ? settled + 1 : 1;
          at = next;
        }
        return at;
      },
      end: (moment, instant, limit) => {
        const hoursOf = hoursFor(moment);
        let end = limit;
        for (const zone of moment.zones) end = Math.min(end, endOfHours(zone, hoursOf, instant, end));
        return end;
      },
    };
  },
});

/** The week's hours by number of the weekday, Sunday first. */
function weekOf(settings: z.infer<typeof parameters>): readonly (DayHours | null)[] {
  const { sunday, monday, tuesday, wednesday, thursday, friday, saturday } = settings;
  return [sunday, monday, tuesday, wednesday, thursday, friday, saturday].map((text) =>
    text === null ? null : { opens: minuteOf(text.slice(0, 5)), closes: minuteOf(text.slice(6)) },
  );
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function dateKey(monthAndDay: string): number {
  return Number(monthAndDay.slice(0, 2)) * 100 + Number(monthAndDay.slice(3));
}
