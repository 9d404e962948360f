/** Why a case may not be contacted before a person has looked at it. */
export const verificationFaults = [
  'no-contact-point',
  'phone-invalid',
  'phone-not-textable',
  'email-invalid',
  'no-postcode-nor-birth-date',
  'birth-date-differs-from-pesel',
  'name-missing',
  'language-unknown',
  'zone-unknown',
  'amounts-inconsistent',
  'nothing-owed',
  'paid-exceeds-debt',
  'paid-exceeds-part',
  'time-barred',
  'age-of-debt-unknown',
  'person-changed',
  'currency-changed',
  'case-closed',
  'invoices-differ',
] as const;

export type VerificationFault = (typeof verificationFaults)[number];
