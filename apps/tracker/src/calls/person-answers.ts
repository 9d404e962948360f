import type { VoiceSettings } from '#contracts';
import { type Calendar, isBusinessDay, localDay, localMinute } from '#domain';

/** Whether people answer the creditor's phone at a business instant: on working days, in the hours that it names. */
export function personAnswers(
  calendar: Calendar,
  person: VoiceSettings['person'],
  at: number,
  zone: string,
  country: string,
): boolean {
  const table = calendar.zone(zone, at);
  const isHoliday = calendar.holidays(country);
  // Fail closed: a callback is noted where nobody can tell.
  if (person === undefined || table === undefined || isHoliday === undefined) return false;
  if (!isBusinessDay(localDay(table, at), isHoliday)) return false;
  const minute = localMinute(table, at);
  return minute >= minuteOf(person.opens) && minute < minuteOf(person.closes);
}

function minuteOf(time: string): number {
  const [hour, minute] = time.split(':').map(Number);
  return (hour ?? 0) * 60 + (minute ?? 0);
}
