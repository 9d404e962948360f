import type { PaymentFault, VerificationFault } from '#contracts';

const VERIFICATION: Readonly<Record<VerificationFault, string>> = {
  'no-contact-point': 'no phone number or e-mail address can be used',
  'phone-invalid': 'a phone number is none',
  'phone-not-textable': 'a phone number takes no text messages',
  'email-invalid': 'an e-mail address is none',
  'no-postcode-nor-birth-date': 'neither postcode nor date of birth, so nobody could prove who they are',
  'birth-date-differs-from-pesel': 'the date of birth differs from the PESEL',
  'name-missing': 'the name is missing',
  'language-unknown': 'the language is none that debtors are written to in',
  'zone-unknown': 'the time zone cannot be told',
  'amounts-inconsistent': 'principal, interest and costs do not add up to the total',
  'nothing-owed': 'nothing is owed',
  'paid-exceeds-debt': 'as much as is owed, or more, has been paid',
  'paid-exceeds-part': 'more was paid of principal, interest or costs than is now owed of it',
  'time-barred': 'the claim is time-barred',
  'age-of-debt-unknown': 'the claim is old and nobody has said when it is time-barred',
  'person-changed': 'the case belongs to another person already; close it and send it under a new number',
  'currency-changed':
    'the case is in another currency; correct the row, or close the case and send it under a new number',
  'case-closed': 'the case is closed and takes no changes',
  'invoices-differ': 'what is open on the invoices differs from what is open of the principal',
};

const PAYMENT: Readonly<Record<PaymentFault, string>> = {
  'unknown-case': 'no case of this number is known; the payment is kept for a person to place',
  'currency-differs': 'the currency differs from that of the case',
  overpaid: 'more than was owed; the rest is kept unallocated',
  'differs-from-recorded':
    'another amount, currency or case is on record under this reference; what came now is not booked',
  'case-closed': 'the case was closed for another reason; the rest is kept unallocated',
};

export function wordVerificationFault(fault: VerificationFault): string {
  return VERIFICATION[fault];
}

export function wordPaymentFault(fault: PaymentFault): string {
  return PAYMENT[fault];
}
