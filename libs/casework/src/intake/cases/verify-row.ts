import type { PortfolioRecord, VerificationFault } from '#contracts';
import {
  type Calendar,
  birthDateFromPesel,
  cadenceCalendarOf,
  hasSingleZone,
  isLanguage,
  requireIsoDate,
  zonesOfCountry,
} from '#domain';
import type { CaseRow } from './case-row.js';

/** Where the debtor is and how they are written to, as far as the row and its portfolio tell. */
export interface Placed {
  country: string;
  language: string;
  /** Null when it cannot be told: the case is verified before anybody is contacted. */
  zone: string | null;
  faults: VerificationFault[];
}

/** Language and zone of the debtor: those of the row, else the portfolio's and those that its country implies. */
export function placeDebtor(
  row: CaseRow,
  portfolio: PortfolioRecord,
  calendar: Calendar,
  at: number,
): Placed {
  const country = row.country ?? portfolio.country;
  const language = (row.language ?? portfolio.language).toLowerCase();
  const zone = row.zone ?? (hasSingleZone(country) ? (zonesOfCountry(country)[0] ?? null) : null);
  const faults: VerificationFault[] = [];
  const known = zone !== null && calendar.zone(zone, at) !== undefined;
  if (!known) faults.push('zone-unknown');
  if (!isLanguage(language)) faults.push('language-unknown');
  return {
    country,
    language: isLanguage(language) ? language : portfolio.language,
    zone: known ? zone : null,
    faults,
  };
}

/** What a person must see to before the debtor of this row may be contacted, but for addresses, place and amounts. */
export function verifyRow(
  row: CaseRow,
  portfolio: PortfolioRecord,
  kind: 'consumer' | 'business',
  calendar: Calendar,
  at: number,
): VerificationFault[] {
  return [...verifyDebtor(row, kind), ...verifyAge(row, portfolio, calendar, at)];
}

function verifyDebtor(row: CaseRow, kind: 'consumer' | 'business'): VerificationFault[] {
  const faults: VerificationFault[] = [];
  if ((kind === 'consumer' ? row.last_name : (row.company_name ?? row.last_name)) === null)
    faults.push('name-missing');
  const born = row.pesel === null ? undefined : birthDateFromPesel(row.pesel);
  if (row.postcode === null && row.birth_date === null && born === undefined)
    faults.push('no-postcode-nor-birth-date');
  if (born !== undefined && row.birth_date !== null && born !== row.birth_date) {
    faults.push('birth-date-differs-from-pesel');
  }
  return faults;
}

/** A barred claim, or one old enough that it might be while nobody has said when, is for a person to judge. */
function verifyAge(
  row: CaseRow,
  portfolio: PortfolioRecord,
  calendar: Calendar,
  at: number,
): VerificationFault[] {
  const today = cadenceCalendarOf(calendar).localDay(at, portfolio.zone);
  if (row.time_barred_on !== null) return requireIsoDate(row.time_barred_on) <= today ? ['time-barred'] : [];
  return requireIsoDate(row.due_date) + portfolio.ageToCheckDays < today ? ['age-of-debt-unknown'] : [];
}
