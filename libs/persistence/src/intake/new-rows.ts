import type { IntakeDebtor, IntakePoint, WakeUp } from '#contracts';
import { copied, copiedBytes, copiedWords, type NewRows } from '../copy-rows.js';
import type { PlacedCase } from './people.sql.js';
import { onceEach } from './points.sql.js';

const PERSONS = 'persons (id, shard, kind, key_hash)';
const DEBTORS = `debtors (id, person_id, creditor_id, kind, first_name, last_name, company_name, gender, birth_date, street,
  postcode, city, country, language, zone, attributes)`;
const POINTS = `contact_points (id, debtor_id, person_id, kind, value, value_hash, status, status_reason, opted_out, zones,
  country, position, person_name, role, consents)`;
const CASES = `cases (id, shard, person_id, debtor_id, portfolio_id, creditor_id, ref, title, currency, principal_minor,
  interest_minor, costs_minor, due_date, issued_date, time_barred_on, status, verification_faults, source_hash, created_at,
  debtor_kind, debtor_language, debtor_zone, attributes)`;
const EVENTS = 'case_events (id, case_id, person_id, kind, actor, detail, at)';
const WAKE_UPS = 'wake_ups (case_id, kind, at)';

/**
 * Persons whom nobody had on record, with their debtors and addresses. In one order always, so that imports that run
 * side by side wait for each other and never in a circle. Of several rows of a debtor the last one counts.
 */
export function newPeople(placed: readonly PlacedCase[]): NewRows[] {
  const ofNew = placed.filter(({ ofNewPerson }) => ofNewPerson);
  const persons = [...new Map(ofNew.map((each) => [each.personId, each])).values()];
  const debtors =
    persons.length === ofNew.length
      ? ofNew
      : [...new Map(ofNew.map((each) => [each.debtorId, each])).values()];
  persons.sort((a, b) => (a.person.keyHash < b.person.keyHash ? -1 : 1));
  return [
    { into: PERSONS, text: lines(persons, personLine) },
    { into: DEBTORS, text: lines(debtors, debtorLine) },
    { into: POINTS, text: debtors.length === ofNew.length ? lines(ofNew, pointLines) : pointsOnce(ofNew) },
  ];
}

/** Cases that are new, in one order always. */
export function newCases(placed: readonly PlacedCase[], at: number): NewRows {
  const created = new Date(at).toISOString();
  const fresh = placed.filter(({ isNew }) => isNew).sort(byNumber);
  return { into: CASES, text: lines(fresh, (each) => caseLine(each, created)) };
}

/** What happened to the cases, and whom it wakes. */
export function newRecords(
  placed: readonly PlacedCase[],
  wakeUps: readonly WakeUp[],
  { actor, at }: { actor: string; at: number },
): NewRows[] {
  const instant = new Date(at).toISOString();
  const by = copied(actor);
  const event = ({ event: { id, kind, detail }, caseId, personId }: PlacedCase): string =>
    `${id}\t${caseId}\t${personId}\t${kind}\t${by}\t${copied(JSON.stringify(detail))}\t${instant}\n`;
  return [
    { into: EVENTS, text: lines(placed, event) },
    { into: WAKE_UPS, text: lines(wakeUps, ({ caseId, kind }) => `${caseId}\t${kind}\t${instant}\n`) },
  ];
}

function lines<Row>(rows: readonly Row[], line: (row: Row) => string): string {
  let text = '';
  for (const row of rows) text += line(row);
  return text;
}

function byNumber(a: PlacedCase, b: PlacedCase): number {
  if (a.creditorId !== b.creditorId) return a.creditorId < b.creditorId ? -1 : 1;
  return a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : 0;
}

function personLine({ personId, shard, person }: PlacedCase): string {
  return `${personId}\t${shard}\t${person.kind}\t${copiedBytes(person.keyHash)}\n`;
}

function debtorLine({ debtorId, personId, creditorId, debtor }: PlacedCase): string {
  const { kind, firstName, lastName, companyName, gender, birthDate } = debtor;
  const who = `${kind}\t${copied(firstName)}\t${copied(lastName)}\t${copied(companyName)}\t${copied(gender)}\t${copied(birthDate)}`;
  const where = `${copied(debtor.street)}\t${copied(debtor.postcode)}\t${copied(debtor.city)}\t${debtor.country}`;
  return `${debtorId}\t${personId}\t${creditorId}\t${who}\t${where}\t${debtor.language}\t${copied(debtor.zone)}\t${attributesOf(debtor)}\n`;
}

function attributesOf({ publicHealth, owner }: IntakeDebtor): string {
  if (publicHealth === null && owner === null) return '{}';
  return copied(JSON.stringify({ publicHealthEntity: publicHealth ?? undefined, owner: owner ?? undefined }));
}

function pointLines(each: PlacedCase): string {
  let text = '';
  for (const point of each.points) text += pointLine(each, point);
  return text;
}

function pointLine(
  { debtorId, personId }: Pick<PlacedCase, 'debtorId' | 'personId'>,
  point: IntakePoint,
): string {
  const { id, kind, value, valueHash, status, statusReason, optedOut, zones, country, position } = point;
  const address = `${kind}\t${copied(value)}\t${copiedBytes(valueHash)}\t${status}\t${copied(statusReason)}`;
  const use = `${copiedWords(optedOut)}\t${copiedWords(zones)}\t${copied(country)}\t${position}`;
  return `${id}\t${debtorId}\t${personId}\t${address}\t${use}\t${copied(point.personName)}\t${copied(point.role)}\t${copied(JSON.stringify(point.consents))}\n`;
}

/** Debtors of several cases may be given an address more than once. */
function pointsOnce(placed: readonly PlacedCase[]): string {
  return lines(onceEach(placed), (each) => pointLine(each, each.point));
}

function caseLine(each: PlacedCase, created: string): string {
  const { caseId, shard, personId, debtorId, portfolioId, creditorId, currency, status, debtor } = each;
  const whose = `${shard}\t${personId}\t${debtorId}\t${portfolioId}\t${creditorId}`;
  const debt = `${currency}\t${each.principalMinor}\t${each.interestMinor}\t${each.costsMinor}`;
  const days = `${each.dueDate}\t${copied(each.issuedDate)}\t${copied(each.timeBarredOn)}`;
  const read = `${status}\t${copiedWords(each.faults)}\t${copiedBytes(each.sourceHash)}`;
  const whom = `${debtor.kind}\t${debtor.language}\t${copied(debtor.zone)}\t${attributesText(each.attributes)}`;
  return `${caseId}\t${whose}\t${copied(each.ref)}\t${copied(each.title)}\t${debt}\t${days}\t${read}\t${created}\t${whom}\n`;
}

/** Of a new case there is none to take away. */
function attributesText(attributes: PlacedCase['attributes']): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== null);
  return given.length === 0 ? '{}' : copied(JSON.stringify(Object.fromEntries(given)));
}
