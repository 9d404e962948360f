import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { requireIsoDate, parseIsoDate } from '../calendar/civil-date.js';
import { normaliseEmail } from '../identity/normalise-email.js';
import { normalisePhone } from '../identity/normalise-phone.js';
import { birthDateFromPesel } from '../identity/polish-numbers.js';
import { isCurrency } from '../money/money.js';
import { parseAmount } from '../money/parse-amount.js';
import { indexSubjects, subjectOf } from './subject-index.js';

type Row = Record<string, string>;

const DEMO = new URL('../../../../campaigns/demo/', import.meta.url);

function rowsOf(name: string): Row[] {
  const text = readFileSync(new URL(name, DEMO), 'utf8');
  return parse(text, { bom: true, delimiter: ';', columns: true, trim: true });
}

const isoDate = (text = ''): string => text.replace(/^(\d\d)\.(\d\d)\.(\d{4})$/, '$3-$2-$1');
const dayOf = (text = ''): number | undefined => parseIsoDate(isoDate(text));
const isMobile = (text = ''): boolean => {
  const phone = normalisePhone(text, 'PL');
  return phone.ok && phone.textable;
};

const START = requireIsoDate('2026-01-12');
const consumers = rowsOf('consumers.csv');
const payments = rowsOf('payments.csv');

const isSound = (row: Row): boolean =>
  (isMobile(row.telefon) || normaliseEmail(row.email ?? '').ok) &&
  parseAmount(row.kwota_glowna ?? '').ok &&
  isCurrency((row.waluta ?? '').toUpperCase()) &&
  (dayOf(row.termin_platnosci) ?? 0) > START - 365 &&
  row.nazwisko !== '' &&
  row.data_urodzenia !== '' &&
  birthDateFromPesel(row.pesel ?? '') === isoDate(row.data_urodzenia);

describe('the demo portfolio', () => {
  it('has a thousand cases, about three in a hundred of them faulty as real files have it', () => {
    expect(consumers).toHaveLength(1_000);
    const sound = consumers.filter(isSound);
    const references = new Set(sound.map((row) => row.nr_sprawy));
    const faulty = 1_000 - references.size;
    expect(faulty).toBeGreaterThanOrEqual(25);
    expect(faulty).toBeLessThanOrEqual(35);
    expect(sound.length - references.size).toBe(3);
  });

  it('is between five days before and eighty days after its due dates when the demo starts', () => {
    const ages = consumers.filter(isSound).map((row) => START - (dayOf(row.termin_platnosci) ?? 0));
    expect(Math.min(...ages)).toBe(-5);
    expect(Math.max(...ages)).toBe(80);
    for (let from = -5; from < 80; from += 5) {
      expect(ages.some((age) => age >= from && age < from + 5)).toBe(true);
    }
  });

  it('can reach nobody who exists', () => {
    for (const row of consumers) {
      const email = normaliseEmail(row.email ?? '');
      if (email.ok) expect(row.email).toMatch(/@example\.(com|org|net)$/);
      const phone = normalisePhone(row.telefon ?? '', 'PL');
      if (phone.ok && phone.textable) expect(phone.e164).toMatch(/^\+(4845[1235678]\d{6}|467017406\d\d)$/);
    }
  });

  it('ties each debtor’s phone and mailbox to one subject', () => {
    const cases = consumers.map((row) => ({
      caseRef: row.nr_sprawy ?? '',
      phone: row.telefon,
      email: row.email,
    }));
    const index = indexSubjects(cases);
    for (const { phone, email } of cases) {
      const known = normalisePhone(phone ?? '', 'PL');
      if (known.ok && email) expect(subjectOf(index, known.e164)).toBe(subjectOf(index, email));
    }
  });

  it('has payments in full, in part, twice over and for a case that nobody knows', () => {
    expect(payments.length).toBeGreaterThan(40);
    const references = payments.map((row) => row.numer_wplaty);
    expect(references.length - new Set(references).size).toBe(1);
    const known = new Set(consumers.map((row) => row.nr_sprawy));
    expect(payments.filter((row) => row.nr_sprawy !== '' && !known.has(row.nr_sprawy ?? ''))).toHaveLength(1);
    expect(
      payments.filter(
        (row) => row.nr_sprawy === '' && /[A-Z]{2}\/2026\/\d{5}/.test(row.tytul_przelewu ?? ''),
      ),
    ).not.toHaveLength(0);
  });
});
