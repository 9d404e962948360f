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
  readonly national: string;
  readonly callingCode: string;
  /** ISO 3166; null where the plan belongs to no single country. */
  readonly country: string | null;
  readonly valid: boolean;
  /** TOO_SHORT, TOO_LONG, INVALID_LENGTH, INVALID_COUNTRY_CODE or INVALID_BUT_POSSIBLE. */
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
 * Null for what is no number at all, which Twilio does not find.
 * @param countryCode whose national numbers are meant; Twilio takes the United States without it
 */
export function parseLookedUp(given: string, countryCode: string | undefined): LookedUpNumber | null {
  const country = (countryCode ?? 'US').toUpperCase();
  if (!isSupportedCountry(country)) return null;
  if (!/^\+?[\d\s().-]+$/.test(given)) return null;
  const parsed = parsePhoneNumberFromString(given, {
    defaultCountry: country as CountryCode,
    extract: false,
  });
  if (!parsed) return null;
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
