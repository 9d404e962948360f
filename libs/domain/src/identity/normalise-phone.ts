import { parsePhoneNumberWithError, ParseError, type NumberType } from 'libphonenumber-js/max';
import { isSupportedCountry } from 'libphonenumber-js/max';
import { zonesOfNumber } from '../calendar/area-codes.js';
import { zonesOfCountry } from '../calendar/country-zones.js';

export type PhoneType = 'mobile' | 'fixed' | 'fixed-or-mobile' | 'voip' | 'premium' | 'other';

export interface NormalisedPhone {
  readonly ok: true;
  /** E.164, such as `+48600123456`. */
  readonly e164: string;
  readonly type: PhoneType;
  /** Whether a text message can reach it at all. */
  readonly textable: boolean;
  /** ISO 3166-1 alpha-2 of the numbering plan; null for numbers of no country. */
  readonly country: string | null;
  /** Zones in which its holder may be: every one of the country's, but in North America those of the area code. */
  readonly zones: readonly string[];
}

export type PhoneFault =
  'empty' | 'not-a-number' | 'unknown-country' | 'wrong-length' | 'not-in-use' | 'has-extension';
export type PhoneResult = NormalisedPhone | { readonly ok: false; readonly reason: PhoneFault };

const TYPES: Readonly<Record<Exclude<NumberType, undefined>, PhoneType>> = {
  MOBILE: 'mobile',
  FIXED_LINE: 'fixed',
  FIXED_LINE_OR_MOBILE: 'fixed-or-mobile',
  VOIP: 'voip',
  PREMIUM_RATE: 'premium',
  SHARED_COST: 'premium',
  TOLL_FREE: 'other',
  PERSONAL_NUMBER: 'other',
  PAGER: 'other',
  UAN: 'other',
  VOICEMAIL: 'other',
};

/** A double zero is how most of Europe dials abroad; files carry it instead of a plus. */
const DIALLED_ABROAD = /^00(?=[1-9])/;

/**
 * Polish mobile numbers as most files of Polish creditors have them, and the prefixes that are for nothing but mobiles
 * in the numbering plan. The library would come to the same end by matching a dozen patterns: a spec holds both
 * against each other.
 */
const POLISH_MOBILE = /^(?:(?:\+|00)48[ -]?)?((?:45|5[0137]|6[069]|7[2389]|88)\d)[ -]?(\d{3})[ -]?(\d{3})$/;

/**
 * Reads a phone number as people write it and gives its one canonical form.
 * @param defaultCountry ISO 3166-1 alpha-2 for numbers written without a country code
 */
export function normalisePhone(text: string, defaultCountry: string): PhoneResult {
  const usual = defaultCountry === 'PL' ? POLISH_MOBILE.exec(text) : null;
  if (usual !== null) return polishMobile(`+48${usual[1]}${usual[2]}${usual[3]}`);
  return readByPlan(text, defaultCountry);
}

function polishMobile(e164: string): NormalisedPhone {
  return { ok: true, e164, type: 'mobile', textable: true, country: 'PL', zones: zonesOfCountry('PL') };
}

/** By the numbering plan of the number's country. */
export function readByPlan(text: string, defaultCountry: string): PhoneResult {
  if (text.trim() === '') return fault('empty');
  if (!isSupportedCountry(defaultCountry)) return fault('unknown-country');
  try {
    const dialled = text.replace(/[()]/g, ' ').trim().replace(DIALLED_ABROAD, '+');
    const number = parsePhoneNumberWithError(dialled, {
      defaultCountry,
      extract: false,
    });
    if (number.ext !== undefined) return fault('has-extension');
    if (!number.isPossible()) return fault('wrong-length');
    if (!number.isValid()) return fault('not-in-use');
    const kind = number.getType();
    const type = kind === undefined ? 'other' : TYPES[kind];
    const country = number.country ?? null;
    return {
      ok: true,
      e164: number.number,
      type,
      textable: type === 'mobile' || type === 'fixed-or-mobile',
      country,
      zones: country === null ? [] : zonesOfNumber(number.number, country),
    };
  } catch (error) {
    if (error instanceof ParseError) return fault(FAULT_OF_PARSING[error.message] ?? 'not-a-number');
    throw error;
  }
}

const FAULT_OF_PARSING: Readonly<Record<string, PhoneFault>> = {
  NOT_A_NUMBER: 'not-a-number',
  INVALID_COUNTRY: 'unknown-country',
  TOO_SHORT: 'wrong-length',
  TOO_LONG: 'wrong-length',
  INVALID_LENGTH: 'wrong-length',
};

function fault(reason: PhoneFault): PhoneResult {
  return { ok: false, reason };
}
