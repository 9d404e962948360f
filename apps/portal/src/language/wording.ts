import { formatDate, formatMoney, isCurrency, type Language } from '#domain';
import { text, type TextParams, tieShortWords } from './strings.js';
import type { TextKey } from './texts.js';

/** Everything a page says, in one language. */
export class Wording {
  constructor(readonly language: Language) {}

  t(key: TextKey, params?: TextParams): string {
    return tieShortWords(this.language, text(this.language, key, params));
  }

  /** @throws RangeError for a currency that cases are not kept in */
  money(minor: number, currency: string): string {
    if (!isCurrency(currency)) throw new RangeError('a case in a currency that is not kept');
    return formatMoney(minor, currency, this.language);
  }

  /** The amount as one would type it, without the currency: `1234,50`. */
  typedAmount(minor: number): string {
    const typed = (minor / 100).toFixed(2);
    return this.language === 'en' ? typed : typed.replace('.', ',');
  }

  /** @param isoDate YYYY-MM-DD */
  date(isoDate: string): string {
    return formatDate(isoDate, this.language);
  }

  /** The calendar date of an instant (epoch ms) in a zone. */
  dateAt(instant: number, zone: string): string {
    return this.date(isoDateIn(zone, instant));
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** YYYY-MM-DD of an instant (epoch ms) in an IANA zone. */
export function isoDateIn(zone: string, instant: number): string {
  let format = formats.get(zone);
  if (!format) {
    // Swedish writes dates the ISO way.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
    formats.set(zone, format);
  }
  return format.format(instant);
}
