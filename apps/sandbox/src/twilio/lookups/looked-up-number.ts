import {
  isSupportedCountry,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
  type CountryCode,
  type NumberType,
} from 'libphonenumber-js/max';

/** A number as the look-up reads it. */
export interface LookedUpNumber {
  readonly e164: string;
  /** Null for what is no number. */
  readonly national: string | null;
  readonly callingCode: string | null;
  /** ISO 3166; null where the plan belongs to no single country. */
  readonly country: string | null;
  readonly valid: boolean;
  /** TOO_SHORT, TOO_LONG, INVALID_LENGTH, INVALID_COUNTRY_CODE, INVALID_BUT_POSSIBLE or NOT_A_NUMBER. */
  readonly errors: readonly string[];
  /** Of the numbering plan; undefined where it does not say. */
  readonly type: NumberType;
}

const ERRORS: Readonly<Record<string, string>> = {
  INVALID_COUNTRY: 'INVALID_COUNTRY_CODE',
  TOO_SHORT: 'TOO_SHORT',
  TOO_LONG: 'TOO_LONG',
  INVALID_LENGTH: 'INVALID_LENGTH',
};

/**
 * What is no number is found as well, as one that is not valid: unlike its first version, Lookup v2 says why.
 * @param countryCode whose national numbers are meant; Twilio takes the United States without it
 */
export function parseLookedUp(given: string, countryCode: string | undefined): LookedUpNumber {
  const country = (countryCode ?? 'US').toUpperCase();
  if (!isSupportedCountry(country)) return none(given, 'INVALID_COUNTRY_CODE');
  if (!/^\+?[\d\s().-]+$/.test(given)) return none(given, 'NOT_A_NUMBER');
  const parsed = parsePhoneNumberFromString(given, {
    defaultCountry: country as CountryCode,
    extract: false,
  });
  if (!parsed) return none(given, 'NOT_A_NUMBER');
  const valid = parsed.isValid();
  const reason = valid ? undefined : validatePhoneNumberLength(given, country as CountryCode);
  return {
    e164: parsed.number,
    national: parsed.formatNational(),
    callingCode: parsed.countryCallingCode,
    country: parsed.country ?? null,
    valid,
    errors: valid ? [] : [ERRORS[reason ?? ''] ?? 'INVALID_BUT_POSSIBLE'],
    type: parsed.getType(),
  };
}

function none(given: string, error: string): LookedUpNumber {
  const nothing = { national: null, callingCode: null, country: null, type: undefined };
  return { ...nothing, e164: given, valid: false, errors: [error] };
}
