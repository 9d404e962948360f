import { z } from 'zod';
import { weekdayOf } from '../calendar/civil-date.js';
import type { ClosedOn, ClosedStretch } from '../calendar/closed-stretches.js';

/** Sunday first, as weekdays are numbered. */
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

const clock = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'write a time such as "09:30", or "24:00"');

/**
 * A time at which a person asked not to be contacted, by their own clock: from the one minute on and before the other,
 * on the days named, or on all of them.
 */
export const inconvenientTimeSchema = z
  .strictObject({
    days: z.array(z.enum(weekdays)).min(1).optional().describe('Every day when left out.'),
    from: clock.default('00:00'),
    until: clock.default('24:00').describe('The first minute at which contact is welcome again.'),
  })
  .refine(({ from, until }) => from < until, {
    path: ['until'],
    message: 'is to come after "from"; write a stretch over midnight as two',
  });

export type InconvenientTime = z.infer<typeof inconvenientTimeSchema>;

/** Whether the times leave the week a minute: where they leave none, the person asks not to be contacted at all. */
export function leaveTime(times: readonly InconvenientTime[]): boolean {
  return weekdays.some((_name, weekday) => {
    let covered = 0;
    for (const { from, until } of stretchesOf(times, weekday).sort((a, b) => a.from - b.from)) {
      if (from > covered) return true;
      covered = Math.max(covered, until);
    }
    return covered < END_OF_DAY;
  });
}

const END_OF_DAY = 24 * 60;

/** The times as closed stretches of each local day. */
export function closedBy(times: readonly InconvenientTime[]): ClosedOn {
  const week = weekdays.map((_name, weekday) => stretchesOf(times, weekday));
  return (epochDay) => week[weekdayOf(epochDay)] ?? [];
}

function stretchesOf(times: readonly InconvenientTime[], weekday: number): ClosedStretch[] {
  const name = weekdays[weekday];
  return times
    .filter(({ days }) => days === undefined || (name !== undefined && days.includes(name)))
    .map(({ from, until }) => ({ from: minuteOf(from), until: minuteOf(until) }));
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
