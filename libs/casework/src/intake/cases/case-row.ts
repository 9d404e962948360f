import { type ContactRole, normaliseNip, normalisePesel } from '#domain';
import { type CellValue, readAmount, readDate } from '../columns/cell-readers.js';
import { type RowOf, optionalCell, requiredCell } from '../columns/cell.js';
import type { RowAttributes } from '../columns/row-reader.js';
import { creditorCell, currencyCell, text, word } from '../columns/shared-columns.js';

const kind = word(
  {
    consumer: 'consumer',
    konsument: 'consumer',
    b2c: 'consumer',
    osoba: 'consumer',
    'osoba fizyczna': 'consumer',
    business: 'business',
    firma: 'business',
    b2b: 'business',
    przedsiebiorca: 'business',
    przedsiębiorca: 'business',
  },
  '"consumer" or "business"',
);

const gender = word(
  { f: 'f', k: 'f', kobieta: 'f', female: 'f', m: 'm', mężczyzna: 'm', mezczyzna: 'm', male: 'm' },
  '"k" or "m"',
);

const role = word<ContactRole>(
  {
    accounting: 'accounting',
    księgowość: 'accounting',
    ksiegowosc: 'accounting',
    payer: 'payer',
    płatnik: 'payer',
    platnik: 'payer',
    approver: 'approver',
    akceptujący: 'approver',
    akceptujacy: 'approver',
    zatwierdzający: 'approver',
    zatwierdzajacy: 'approver',
    management: 'management',
    zarząd: 'management',
    zarzad: 'management',
    dyrektor: 'management',
    owner: 'owner',
    właściciel: 'owner',
    wlasciciel: 'owner',
  },
  '"accounting", "payer", "approver", "management" or "owner"',
);

const yesOrNo = word(
  { tak: true, yes: true, '1': true, nie: false, no: false, '0': false },
  '"tak" or "nie"',
);

/** A "no" says that none was given, which is what nothing on record says too; taken back is more, and a stop. */
const consent = word<'given' | 'withdrawn' | 'unknown'>(
  {
    tak: 'given',
    yes: 'given',
    '1': 'given',
    given: 'given',
    udzielona: 'given',
    cofnięta: 'withdrawn',
    cofnieta: 'withdrawn',
    odwołana: 'withdrawn',
    odwolana: 'withdrawn',
    wycofana: 'withdrawn',
    withdrawn: 'withdrawn',
    revoked: 'withdrawn',
    nie: 'unknown',
    no: 'unknown',
    '0': 'unknown',
    brak: 'unknown',
    none: 'unknown',
  },
  '"tak", "nie" or "cofnięta"',
);

function number(normalise: (cell: string) => string | undefined): (cell: string) => CellValue<string> {
  return (cell) => {
    const value = normalise(cell);
    return value === undefined
      ? {
          ok: false,
          reason: 'holds a number whose digits do not check out',
          remedy: 'correct it, or leave it empty',
        }
      : { ok: true, value };
  };
}

const country = (cell: string): CellValue<string> =>
  /^[a-z]{2}$/i.test(cell.trim())
    ? { ok: true, value: cell.trim().toUpperCase() }
    : { ok: false, reason: 'is no country code', remedy: 'write two letters, such as PL' };

/** One row of a file of cases. What only a person could set right is not refused here but verified later. */
export const caseCells = {
  ref: requiredCell(text(64)),
  creditor: creditorCell,
  portfolio: optionalCell(text(64)),
  title: optionalCell(text(200)),
  principal: requiredCell(readAmount),
  interest: optionalCell(readAmount, true, 0),
  costs: optionalCell(readAmount, true, 0),
  total: optionalCell(readAmount),
  currency: currencyCell,
  due_date: requiredCell(readDate),
  issued_date: optionalCell(readDate),
  time_barred_on: optionalCell(readDate),
  kind: optionalCell(kind),
  debtor_ref: optionalCell(text(64), false),
  pesel: optionalCell(number(normalisePesel), false),
  nip: optionalCell(number(normaliseNip), false),
  first_name: optionalCell(text(100), false),
  last_name: optionalCell(text(100), false),
  company_name: optionalCell(text(200), false),
  gender: optionalCell(gender),
  birth_date: optionalCell(readDate, false),
  street: optionalCell(text(200), false),
  postcode: optionalCell(text(12), false),
  city: optionalCell(text(100), false),
  country: optionalCell(country),
  language: optionalCell(text(16)),
  zone: optionalCell(text(64)),
  owner: optionalCell(text(64)),
  phone: optionalCell(text(40), false),
  phone2: optionalCell(text(40), false),
  email: optionalCell(text(300), false),
  email2: optionalCell(text(300), false),
  contact_name: optionalCell(text(120), false),
  contact_role: optionalCell(role),
  contact2_name: optionalCell(text(120), false),
  contact2_role: optionalCell(role),
  public_health: optionalCell(yesOrNo),
  consent_sms: optionalCell(consent),
  consent_voice: optionalCell(consent),
  consent_email: optionalCell(consent),
  consent_on: optionalCell(readDate),
  consent2_sms: optionalCell(consent),
  consent2_voice: optionalCell(consent),
  consent2_email: optionalCell(consent),
  consent2_on: optionalCell(readDate),
  consent_source: optionalCell(text(64)),
};

export type CaseRow = RowOf<typeof caseCells> & {
  /** Absent where the file has no columns of them. */
  readonly attributes?: RowAttributes;
};
