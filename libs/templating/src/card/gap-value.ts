import { normalisePhone } from '#domain';
import { remembered } from '../engine/remembered.js';

/** Longest value that a provider puts into a gap (Twilio's error 21658). */
export const LONGEST_VALUE = 1600;

/** Written for what turned out to be nothing: a gap left out would show the example of somebody else. */
const NOTHING = '–';

/**
 * What is put into a gap: one line without runs of spaces, since providers refuse others (Twilio's error 21656), never
 * empty and never too long.
 */
export function gapValue(written: string): string {
  const line = written.replace(/\s+/g, ' ').trim();
  if (line.length <= LONGEST_VALUE) return line || NOTHING;
  return `${line.slice(0, LONGEST_VALUE - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Any: a number that a button calls is written with the code of its country. */
const NO_DEFAULT = 'PL';

/** The number in E.164; null for what a phone could not call from everywhere. */
export const callableNumber = remembered((written: string): string | null => {
  if (!/^\s*(?:\+|00)/.test(written)) return null;
  const phone = normalisePhone(written, NO_DEFAULT);
  return phone.ok ? phone.e164 : null;
});
