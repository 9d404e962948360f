import { civilDateOf, requireIsoDate } from '../calendar/civil-date.js';
import type { Language } from './language.js';

/** Month names as they stand in a date, in the genitive where the language has one. */
const MONTHS: Readonly<Record<Language, readonly string[]>> = {
  pl: [
    'stycznia',
    'lutego',
    'marca',
    'kwietnia',
    'maja',
    'czerwca',
    'lipca',
    'sierpnia',
    'września',
    'października',
    'listopada',
    'grudnia',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  uk: [
    'січня',
    'лютого',
    'березня',
    'квітня',
    'травня',
    'червня',
    'липня',
    'серпня',
    'вересня',
    'жовтня',
    'листопада',
    'грудня',
  ],
};

export type DateForm = 'long' | 'short';

/**
 * A calendar date as the language writes it. Long: `22 listopada 2026`, `22 November 2026`,
 * `22 листопада 2026 р.` Short: `22.11.2026`, `22 Nov 2026` (in English digits alone would be read in two
 * ways), `22.11.2026`. Spaces are plain, fit for SMS.
 * @throws RangeError when the text is no calendar date
 */
export function formatDate(isoDate: string, language: Language, form: DateForm = 'long'): string {
  const { year, month, day } = civilDateOf(requireIsoDate(isoDate));
  const name = MONTHS[language][month - 1] ?? '';
  if (form === 'long') return `${day} ${name} ${year}${language === 'uk' ? ' р.' : ''}`;
  if (language === 'en') return `${day} ${name.slice(0, 3)} ${year}`;
  return `${String(day).padStart(2, '0')}.${String(month).padStart(2, '0')}.${year}`;
}
