import { hash } from 'node:crypto';
import type { PortfolioRecord, VerificationFault } from '#contracts';
import { birthDateFromPesel, personKeyHex } from '#domain';
import type { IntakeDesk } from '../intake-desk.js';
import { type CaseRow, caseCells } from './case-row.js';
import { type PreparedPoint, preparePoints } from './prepare-points.js';
import { CONSENT_FIELDS, type Taken } from './row-consents.js';
import { placeDebtor, verifyRow } from './verify-row.js';

const KINDS = ['phone', 'email'] as const;

/** A row understood and verified by itself; what is on record has not been asked yet. */
export interface PreparedCase {
  line: number;
  row: CaseRow;
  /** Fields that the file has columns for. */
  columns: ReadonlySet<string>;
  portfolio: PortfolioRecord;
  kind: 'consumer' | 'business';
  /** Hex, as all hashes here. */
  personKeyHash: string;
  birthDate: string | null;
  country: string;
  language: string;
  zone: string | null;
  points: PreparedPoint[];
  /** Kinds of address that the file has columns for. */
  pointKinds: readonly PreparedPoint['kind'][];
  /** Whether the debtor can be reached by an address on record of a kind that the file has no column for. */
  reachable: boolean;
  faults: VerificationFault[];
  sourceHash: string;
}

export function prepareCase(
  desk: IntakeDesk,
  portfolio: PortfolioRecord,
  line: number,
  row: CaseRow,
  columns: ReadonlySet<string>,
  taken: Taken,
): PreparedCase {
  const { at } = taken;
  const kind = row.kind ?? (row.nip !== null || row.company_name !== null ? 'business' : 'consumer');
  const place = placeDebtor(row, portfolio, desk.calendar, at);
  const { points, faults } = preparePoints(row, place.country, desk.contactKey, taken);
  const born = row.pesel === null ? null : (birthDateFromPesel(row.pesel) ?? null);
  return {
    line,
    row,
    columns,
    portfolio,
    kind,
    personKeyHash: personKeyHex(identityOf(row, portfolio, kind), desk.personKey),
    birthDate: row.birth_date ?? born,
    country: place.country,
    language: place.language,
    zone: place.zone,
    points,
    pointKinds: KINDS.filter((kind) => columns.has(kind) || columns.has(`${kind}2`)),
    reachable: false,
    faults: [...verifyRow(row, portfolio, kind, desk.calendar, at), ...place.faults, ...faults],
    sourceHash: hashRow(row, columns, portfolio),
  };
}

/** A company by its NIP, a person by the PESEL, else the creditor's own number; without any, the case stands alone. */
function identityOf(row: CaseRow, portfolio: PortfolioRecord, kind: 'consumer' | 'business') {
  if (kind === 'business' && row.nip !== null) return { kind: 'nip', nip: row.nip } as const;
  if (row.pesel !== null) return { kind: 'pesel', pesel: row.pesel } as const;
  const reference = row.debtor_ref === null ? `case ${row.ref}` : row.debtor_ref;
  return { kind: 'reference', creditorId: portfolio.creditorId, reference } as const;
}

/** Said of few rows: left out of a row's hash where nothing is said, so that older rows keep theirs. */
const CONTACT_FIELDS = [
  'contact_name',
  'contact_role',
  'contact2_name',
  'contact2_role',
  'public_health',
] as const;
const FIELDS = (Object.keys(caseCells) as (keyof typeof caseCells)[]).filter(
  (field) =>
    field !== 'owner' && !([...CONTACT_FIELDS, ...CONSENT_FIELDS] as readonly string[]).includes(field),
);

/** Fields of which an empty cell says something that no such column does not: back to what goes without saying. */
const RESET_BY_EMPTY: ReadonlySet<string> = new Set([
  'title',
  'issued_date',
  'kind',
  'country',
  'language',
  'zone',
]);

/** What the row says, so that the same row again changes nothing however it is spelled or its columns ordered. */
function hashRow(row: CaseRow, columns: ReadonlySet<string>, portfolio: PortfolioRecord): string {
  const all: unknown[] = [];
  for (const field of FIELDS)
    all.push(row[field] ?? (RESET_BY_EMPTY.has(field) && columns.has(field) ? '' : null));
  if (CONTACT_FIELDS.some((field) => row[field] !== null))
    for (const field of CONTACT_FIELDS) all.push(row[field]);
  if (CONSENT_FIELDS.some((field) => row[field] !== null))
    all.push({ consents: CONSENT_FIELDS.map((field) => row[field]) });
  // In one order, whatever that of the columns.
  if (row.attributes !== undefined)
    all.push(Object.entries(row.attributes).sort(([a], [b]) => (a < b ? -1 : 1)));
  if (row.owner !== null) all.push({ owner: row.owner });
  return hash('sha256', `${portfolio.id}${JSON.stringify(all)}`, 'hex');
}
