import type { SaidConsents, VerificationFault } from '#contracts';
import { type ContactRole, type HashKey, contactHashHex, normaliseEmail, normalisePhone } from '#domain';
import type { CaseRow } from './case-row.js';
import { type Taken, consentsOf } from './row-consents.js';

/** A contact point of a row, normalised; nobody has asked yet whether it is suppressed. */
export interface PreparedPoint {
  kind: 'phone' | 'email';
  value: string;
  valueHash: string;
  /** Null when it can be used. */
  unusable: 'not-textable' | null;
  zones: readonly string[];
  country: string | null;
  /** Of a business: who is behind the address, and what they do there. */
  personName: string | null;
  role: ContactRole | null;
  /** What the row says about contacts on it. */
  consents: SaidConsents;
}

const NOBODY = { personName: null, role: null };

/** Reads a row's addresses; what is no address, or no mobile number, is told as a fault of the case. */
export function preparePoints(
  row: CaseRow,
  country: string,
  key: HashKey,
  taken: Taken,
): { points: PreparedPoint[]; faults: VerificationFault[] } {
  const points: PreparedPoint[] = [];
  const faults = new Set<VerificationFault>();
  const people = [
    { personName: row.contact_name, role: row.contact_role },
    { personName: row.contact2_name, role: row.contact2_role },
  ] as const;
  const consents = consentsOf(row, taken);
  for (const [index, text] of [row.phone, row.phone2].entries()) {
    const phone = text === null ? null : normalisePhone(text, country);
    if (phone === null) continue;
    if (!phone.ok) {
      faults.add('phone-invalid');
      continue;
    }
    if (!phone.textable) faults.add('phone-not-textable');
    points.push({
      kind: 'phone',
      value: phone.e164,
      valueHash: contactHashHex(phone.e164, key),
      unusable: phone.textable ? null : 'not-textable',
      zones: phone.zones,
      country: phone.country,
      consents: consents[index]?.phone ?? {},
      ...(people[index] ?? NOBODY),
    });
  }
  for (const [index, text] of [row.email, row.email2].entries()) {
    const email = text === null ? null : normaliseEmail(text);
    if (email === null) continue;
    if (!email.ok) {
      faults.add('email-invalid');
      continue;
    }
    const { address } = email;
    points.push({
      kind: 'email',
      value: address,
      valueHash: contactHashHex(address, key),
      unusable: null,
      zones: [],
      country: null,
      consents: consents[index]?.email ?? {},
      ...(people[index] ?? NOBODY),
    });
  }
  return { points: points.filter(firstOfItsKind), faults: [...faults] };
}

function firstOfItsKind(point: PreparedPoint, index: number, all: PreparedPoint[]): boolean {
  return all.findIndex((other) => other.kind === point.kind && other.value === point.value) === index;
}
