import { type KnownCase, type KnownDebtor, type KnownRecords, caseKey, debtorKey } from '#contracts';
import type { IntakeDesk } from '../intake-desk.js';
import type { CaseRow } from './case-row.js';
import { type PreparedCase, prepareCase } from './prepare-case.js';
import type { Taken } from './row-consents.js';

/** A row with what is on record in place of what its file has no columns for; one that is taken in already stays. */
export function completeCase(
  desk: IntakeDesk,
  each: PreparedCase,
  known: KnownRecords,
  taken: Taken,
): PreparedCase {
  const { portfolio, row, columns } = each;
  const key = caseKey(portfolio.creditorId, row.ref);
  if (known.unchanged.has(key)) return each;
  const before = known.cases.get(key);
  const debtor = before?.debtor ?? known.debtors.get(debtorKey(portfolio.creditorId, each.personKeyHash));
  if (debtor === undefined) return each;
  const completed = completeRow(row, columns, before, debtor);
  const reachable = debtor.reachableBy.some((kind) => !each.pointKinds.includes(kind));
  const prepared = prepareCase(desk, portfolio, each.line, completed, columns, taken);
  // The hash is of what the file says, so that the same file again is known again.
  return { ...prepared, reachable, sourceHash: each.sourceHash };
}

function completeRow(
  row: CaseRow,
  columns: ReadonlySet<string>,
  before: KnownCase | undefined,
  debtor: KnownDebtor,
): CaseRow {
  const recorded: Partial<CaseRow> = {
    kind: debtor.kind,
    first_name: debtor.firstName,
    last_name: debtor.lastName,
    company_name: debtor.companyName,
    birth_date: debtor.birthDate,
    postcode: debtor.postcode,
    country: debtor.country,
    language: debtor.language,
    zone: debtor.zone,
    ...(before === undefined ? {} : { title: before.title, issued_date: before.issuedDate }),
  };
  const kept = Object.entries(recorded).filter(([field]) => !columns.has(field));
  // Whoever leaves the day of limitation empty knows less than is on record: no barred claim is revived by that.
  const timeBarredOn = row.time_barred_on ?? before?.timeBarredOn ?? null;
  return { ...row, ...Object.fromEntries(kept), time_barred_on: timeBarredOn };
}
