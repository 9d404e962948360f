import { IANAZone } from 'luxon';
import { z } from 'zod';
import { parseIsoDate } from '../calendar/civil-date.js';

/** In the order of the week's days by number: Sunday is 0. */
export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof weekdays)[number];

const SPAN = /^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

/** A stretch of one local day, in minutes from midnight. */
export interface DaySpan {
  readonly from: number;
  readonly to: number;
}

/** `08:00-16:00` in minutes; null for another form, and for an end that is not after the beginning. */
export function readDaySpan(text: string): DaySpan | null {
  const found = SPAN.exec(text);
  if (found === null) return null;
  const [, hour, minute, endHour, endMinute] = found;
  const from = Number(hour) * 60 + Number(minute);
  const to = endHour === undefined ? 24 * 60 : Number(endHour) * 60 + Number(endMinute);
  return to > from ? { from, to } : null;
}

const daySpan = z
  .string()
  .refine(
    (text) => readDaySpan(text) !== null,
    'hours of a day look like "08:00-16:00", the end after the beginning',
  );

/** Hours of work by weekday, `HH:MM-HH:MM` on the wall clock; a weekday left out is free. */
export const workingHoursSchema = z.partialRecord(z.enum(weekdays), daySpan);
export type WorkingHours = z.infer<typeof workingHoursSchema>;

/** The same where a part of it is changed: a weekday named as null becomes free, one left out stays as it is. */
export const workingHoursChangeSchema = z.partialRecord(z.enum(weekdays), daySpan.nullable());

/** Whoever says nothing of their hours works as offices do. */
export const OFFICE_HOURS: WorkingHours = {
  mon: '08:00-17:00',
  tue: '08:00-17:00',
  wed: '08:00-17:00',
  thu: '08:00-17:00',
  fri: '08:00-17:00',
};

const isoDate = z.string().refine((text) => parseIsoDate(text) !== undefined, 'a date looks like 2026-12-31');

/** Days on which somebody is away, both included. Why is nobody's business here. */
export const absenceSchema = z
  .strictObject({ from: isoDate, to: isoDate })
  .refine(({ from, to }) => from <= to, {
    message: 'an absence ends on its first day or later',
    path: ['to'],
  });
export type Absence = z.infer<typeof absenceSchema>;

/** An IANA zone such as Europe/Warsaw. */
export const zoneSchema = z
  .string()
  .refine((name) => IANAZone.isValidZone(name), 'is no IANA time zone; it looks like Europe/Warsaw');
