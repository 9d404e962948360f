import { parseIsoDate } from '../../calendar/civil-date.js';
import type { CadenceCalendar } from '../cadence-calendar.js';
import type { CaseFacts, WaitableDate } from '../case-facts.js';
import { minuteOfDay } from '../schema-parts.js';
import type { CaseMoment } from '../step-type.js';

/** A date of the case, or one among its attributes, and how far from it. */
export interface DateWait {
  readonly date?: WaitableDate | undefined;
  readonly attribute?: string | undefined;
  readonly days?: number | undefined;
  readonly businessDays?: number | undefined;
  readonly time: string;
}

/** No table of years is compiled for dates that far away: earlier ones are over, later ones come later still. */
const FARTHEST_BACK = 400;
const FARTHEST_AHEAD = 3_660;

/** Gives the instant to wait for (epoch ms); null where the case has no such date, or it is long over. */
export function compileDate(
  wait: DateWait,
  country: string,
  calendar: CadenceCalendar,
): (moment: Pick<CaseMoment, 'facts' | 'zone' | 'today'>) => number | null {
  const minute = minuteOfDay(wait.time);
  const { days = 0, businessDays } = wait;
  return ({ facts, zone, today }) => {
    const given = dayOf(wait, facts);
    if (given === null || given < today - FARTHEST_BACK) return null;
    const from = Math.min(given, today + FARTHEST_AHEAD);
    const day =
      businessDays === undefined ? from + days : calendar.addBusinessDays(from, businessDays, country);
    return calendar.instantAt(day, minute, zone);
  };
}

function dayOf({ date, attribute }: DateWait, facts: CaseFacts): number | null {
  if (attribute !== undefined) return dayOfText(facts.attributes?.[attribute]);
  if (date === 'dueDate') return dayOfText(facts.dueDate);
  return date === undefined ? null : dayOfText(facts.dates?.[date]);
}

const DAY_FIRST = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;

/** A text that is no date is none. */
function dayOfText(text: string | null | undefined): number | null {
  if (text == null) return null;
  const [, day, month, year] = DAY_FIRST.exec(text) ?? [];
  const iso = day && month && year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text;
  return parseIsoDate(iso) ?? null;
}
