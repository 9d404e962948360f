/** A debtor's addresses, as a file of cases has them. */
export interface SubjectAddresses {
  readonly caseRef: string;
  readonly phone?: string | null;
  readonly email?: string | null;
}

/** Case number by address, so that one debtor's phone and mailbox behave as one person's. */
export type SubjectIndex = ReadonlyMap<string, string>;

/**
 * Builds the index. The first case of an address wins: later ones are further debts of the same person.
 * @param callingCode digits put before a number written without its country
 */
export function indexSubjects(cases: Iterable<SubjectAddresses>, callingCode = '48'): SubjectIndex {
  const index = new Map<string, string>();
  for (const { caseRef, phone, email } of cases) {
    // A debtor of two cases is one subject although only the phone, or only the mailbox, is shared.
    const keys = [phone, email].flatMap((address) => plainAddress(address ?? '', callingCode) ?? []);
    const subject = keys.map((key) => index.get(key)).find((known) => known !== undefined) ?? caseRef;
    for (const key of keys) if (!index.has(key)) index.set(key, subject);
  }
  return index;
}

/** What stands for the debtor behind an address; the address itself when no case has it. */
export function subjectOf(index: SubjectIndex, address: string, callingCode = '48'): string {
  const key = plainAddress(address, callingCode) ?? address;
  return index.get(key) ?? key;
}

const NATIONAL_DIGITS = 9;

function plainAddress(written: string, callingCode: string): string | null {
  const text = written.trim().toLowerCase();
  if (text === '') return null;
  if (text.includes('@')) return text;
  const digits = text.replace(/\D/g, '').replace(/^00/, '');
  return digits.length <= NATIONAL_DIGITS ? `+${callingCode}${digits}` : `+${digits}`;
}
