import { type IntakeCase, type IntakePoint, type KnownCase, type KnownFacts, caseKey } from '#contracts';
import type { VerificationFault } from '#contracts';
import { loweredBy } from '#domain';
import { businessId } from '../../desk/business-id.js';
import { type StatedDebt, debtOf, faultsOfDebt, permittedDebt } from './debt-of-case.js';
import type { PreparedCase } from './prepare-case.js';
import type { PreparedPoint } from './prepare-points.js';

/** What of a row leaves its case as it is, but for the row's hash. */
const UNTOUCHED: readonly VerificationFault[] = ['person-changed', 'currency-changed', 'case-closed'];

const CHANNEL = { phone: 'sms', email: 'email' } as const;

/** Compares rows with what is on record: the cases that are new or changed, and how they are to be written. */
export function decideCases(prepared: readonly PreparedCase[], known: KnownFacts, at: number): IntakeCase[] {
  return prepared.flatMap((each) => {
    const key = caseKey(each.portfolio.creditorId, each.row.ref);
    return known.unchanged.has(key) ? [] : [decideCase(each, known.cases.get(key), known, at)];
  });
}

function decideCase(
  each: PreparedCase,
  before: KnownCase | undefined,
  known: KnownFacts,
  at: number,
): IntakeCase {
  const { row, portfolio } = each;
  const points = each.points.map((point, index) =>
    toIntakePoint(point, positionOf(each.points, index), known, at),
  );
  const stated = debtOf(row, before);
  const debt = permittedDebt(stated, before);
  const recordFaults = faultsOnRecord(each, stated, before);
  const faults = [...each.faults, ...recordFaults];
  if (!points.some(isUsable) && !each.reachable) faults.unshift('no-contact-point');
  const status = faults.length === 0 ? 'open' : 'verifying';
  const loweredMinor = before === undefined ? 0 : loweredBy(before, debt);
  return {
    isNew: before === undefined,
    caseId: before?.caseId ?? businessId(at),
    portfolioId: portfolio.id,
    creditorId: portfolio.creditorId,
    ref: row.ref,
    person: {
      id: businessId(at),
      kind: each.kind === 'business' && row.nip !== null ? 'legal' : 'natural',
      keyHash: keyHashOf(each, before),
    },
    debtor: toDebtor(each, at),
    points,
    pointKinds: each.pointKinds,
    title: row.title ?? portfolio.name,
    ...debt,
    loweredMinor,
    dueDate: row.due_date,
    issuedDate: row.issued_date,
    timeBarredOn: row.time_barred_on,
    attributes: row.attributes ?? {},
    status,
    faults,
    sourceHash: each.sourceHash,
    event: {
      id: businessId(at),
      kind: before === undefined ? 'case.imported' : 'case.changed',
      detail: {
        status,
        faults,
        ...(before === undefined ? {} : { changed: changedFields(each, debt, before) }),
        ...(loweredMinor > 0 && { loweredMinor }),
        ...frozenOf(stated, debt),
      },
    },
    review: status === 'verifying' ? { id: businessId(at), line: each.line } : null,
    writes: recordFaults.some((fault) => UNTOUCHED.includes(fault)) ? 'hash' : 'all',
  };
}

/** What was stated and not taken, because a breathing space is in force; minor units. */
function frozenOf(stated: StatedDebt, debt: StatedDebt): { frozen?: { interest: number; costs: number } } {
  const interest = stated.interestMinor - debt.interestMinor;
  const costs = stated.costsMinor - debt.costsMinor;
  return interest + costs === 0 ? {} : { frozen: { interest, costs } };
}

/** Who the row says that the person is; whoever is on record, where it does not say. */
function keyHashOf({ row, personKeyHash }: PreparedCase, before: KnownCase | undefined): string {
  const says = row.pesel !== null || row.nip !== null || row.debtor_ref !== null;
  return says ? personKeyHash : (before?.personKeyHash ?? personKeyHash);
}

/** What the row asks of its case, as that is on record, and only a person may decide. */
function faultsOnRecord(
  each: PreparedCase,
  debt: StatedDebt,
  before: KnownCase | undefined,
): VerificationFault[] {
  if (before?.status === 'closed') return ['case-closed'];
  if (before !== undefined && before.personKeyHash !== keyHashOf(each, before)) return ['person-changed'];
  // What was paid, written and agreed so far is in the case's currency; another would change what it all means.
  if (before !== undefined && before.currency !== debt.currency) return ['currency-changed'];
  return faultsOfDebt(debt, each.row.total, before);
}

function isUsable(point: IntakePoint): boolean {
  return point.status === 'active' && !point.optedOut.includes(CHANNEL[point.kind]);
}

function positionOf(points: readonly PreparedPoint[], index: number): number {
  const kind = points[index]?.kind;
  return points.slice(0, index + 1).filter((point) => point.kind === kind).length;
}

/** A suppressed address never comes back: its hash is kept, the address itself is not. */
function toIntakePoint(point: PreparedPoint, position: number, known: KnownFacts, at: number): IntakePoint {
  const blocked = known.suppressions.get(point.valueHash) ?? [];
  const suppressed = blocked.includes('*');
  return {
    id: businessId(at),
    kind: point.kind,
    value: suppressed ? null : point.value,
    valueHash: point.valueHash,
    status: suppressed ? 'suppressed' : point.unusable === null ? 'active' : 'invalid',
    statusReason: suppressed ? 'suppressed' : point.unusable,
    optedOut: blocked.filter((channel) => channel !== '*'),
    consents: suppressed ? {} : point.consents,
    zones: point.zones,
    country: point.country,
    personName: suppressed ? null : point.personName,
    role: point.role,
    position,
  };
}

function toDebtor(each: PreparedCase, at: number): IntakeCase['debtor'] {
  const { row } = each;
  return {
    id: businessId(at),
    kind: each.kind,
    firstName: row.first_name,
    lastName: row.last_name,
    companyName: row.company_name,
    gender: row.gender,
    birthDate: each.birthDate,
    street: row.street,
    postcode: row.postcode,
    city: row.city,
    country: each.country,
    language: each.language,
    zone: each.zone,
    publicHealth: row.public_health,
    owner: row.owner,
  };
}

/** Names of what changed in the debt itself; 'debtor' stands for the rest, whose values belong in no event. */
function changedFields({ row, portfolio }: PreparedCase, debt: StatedDebt, before: KnownCase): string[] {
  const now: Partial<KnownCase> = {
    title: row.title ?? portfolio.name,
    ...debt,
    dueDate: row.due_date,
    timeBarredOn: row.time_barred_on,
  };
  const changed = (Object.keys(now) as (keyof KnownCase)[]).filter((field) => now[field] !== before[field]);
  return changed.length > 0 ? changed : ['debtor'];
}
