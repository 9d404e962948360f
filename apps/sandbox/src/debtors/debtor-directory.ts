import { readFile } from 'node:fs/promises';
import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { parse } from 'csv-parse/sync';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { indexSubjects, subjectOf, type SubjectIndex } from '#domain';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';

/** What a demo debtor knows about themselves, and needs to show who they are. */
export interface KnownDebtor {
  readonly caseRef: string;
  readonly name: string;
  readonly phone: string | null;
  /** That of a business, then those of its other contact persons. */
  readonly mailboxes: readonly string[];
  readonly postcode: string | null;
  /** YYYY-MM-DD. */
  readonly birthDate: string | null;
  /** Tax number of a business, ten digits. */
  readonly nip: string | null;
}

/** Column names as creditors write them, letters and digits only. */
const COLUMNS = {
  caseRef: [
    'caseref',
    'casereference',
    'casenumber',
    'caseno',
    'case',
    'reference',
    'numersprawy',
    'nrsprawy',
    'sprawa',
  ],
  firstName: ['firstname', 'givenname', 'imie'],
  lastName: ['lastname', 'surname', 'familyname', 'nazwisko'],
  name: ['name', 'fullname', 'debtor', 'dluznik', 'imieinazwisko', 'company', 'companyname', 'firma'],
  phone: ['phone', 'mobile', 'phonenumber', 'telefon', 'telefonkomorkowy', 'nrtelefonu'],
  mailbox: ['email', 'mail', 'emailaddress', 'adresemail'],
  secondMailbox: ['email2', 'mail2', 'adresemail2'],
  postcode: ['postcode', 'postalcode', 'zip', 'kodpocztowy', 'kod'],
  birthDate: ['birthdate', 'dateofbirth', 'dob', 'dataurodzenia'],
  nip: ['nip', 'taxnumber'],
} as const;

/** Who is behind an address, read from the demo's consumers and businesses. */
@Injectable()
export class DebtorDirectory implements OnModuleInit {
  private readonly logger = new Logger('sandbox.directory');
  private readonly byAddress = new Map<string, KnownDebtor[]>();
  private subjects: SubjectIndex = new Map();
  private readonly byCase = new Map<string, KnownDebtor>();

  constructor(@Inject(SANDBOX_OPTIONS) private readonly options: Pick<SandboxOptions, 'debtorsFiles'>) {}

  async onModuleInit(): Promise<void> {
    const files = this.options.debtorsFiles ?? [];
    if (files.length === 0) return;
    const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
    const debtors = texts.flatMap(readDebtors);
    for (const debtor of debtors) this.add(debtor);
    this.subjects = indexSubjects(
      debtors.flatMap(({ caseRef, phone, mailboxes }) =>
        (mailboxes.length === 0 ? [null] : mailboxes).map((email) => ({ caseRef, phone, email })),
      ),
    );
    this.logger.log(`${this.byCase.size} debtors known by case number`);
  }

  get size(): number {
    return this.byCase.size;
  }

  /** Who is behind an address: of their cases the one that the words are about, else the first. */
  behind(address: string, words = ''): KnownDebtor | undefined {
    const cases = this.byAddress.get(address);
    return cases?.find(({ caseRef }) => words.includes(caseRef)) ?? cases?.[0];
  }

  /** Case numbers of everybody behind an address. */
  casesAt(address: string): readonly string[] {
    return (this.byAddress.get(address) ?? []).map(({ caseRef }) => caseRef);
  }

  byCaseRef(caseRef: string): KnownDebtor | undefined {
    return this.byCase.get(caseRef);
  }

  /** What stands for the debtor behind an address wherever behaviour is drawn by chance. */
  subjectOf(address: string): string {
    return subjectOf(this.subjects, address);
  }

  /** Further cases of an address are further debts of the same person. */
  private add(debtor: KnownDebtor): void {
    if (!this.byCase.has(debtor.caseRef)) this.byCase.set(debtor.caseRef, debtor);
    for (const address of [debtor.phone, ...debtor.mailboxes]) {
      if (!address) continue;
      const cases = this.byAddress.get(address) ?? [];
      this.byAddress.set(address, [...cases, debtor]);
    }
  }
}

/** Reads a CSV (comma or semicolon) with whatever of the columns it has; rows without a case number are left out. */
export function readDebtors(csv: string): KnownDebtor[] {
  const header = csv.slice(0, csv.indexOf('\n'));
  const delimiter = header.split(';').length > header.split(',').length ? ';' : ',';
  const rows: Record<string, string>[] = parse(csv, {
    bom: true,
    delimiter,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    relax_quotes: true,
    columns: (names: string[]) => names.map(plainName),
  });
  return rows.map(readDebtor).filter((debtor) => debtor.caseRef !== '');
}

function readDebtor(row: Record<string, string>): KnownDebtor {
  const at = (column: keyof typeof COLUMNS): string =>
    COLUMNS[column].map((name) => row[name]).find((value) => value) ?? '';
  const mailboxes = [at('mailbox'), at('secondMailbox')].map((address) => address.toLowerCase());
  return {
    caseRef: at('caseRef'),
    name: at('name') || `${at('firstName')} ${at('lastName')}`.trim(),
    phone: normalPhone(at('phone')),
    mailboxes: mailboxes.filter((address) => address.includes('@')),
    postcode: at('postcode') || null,
    birthDate: isoDate(at('birthDate')),
    nip: at('nip') || null,
  };
}

function normalPhone(written: string): string | null {
  return parsePhoneNumberFromString(written, 'PL')?.number ?? null;
}

/** ISO, or the Polish 31.12.1980. */
function isoDate(written: string): string | null {
  if (/^\d{4}-\d{2}-\d{2}$/.test(written)) return written;
  const polish = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(written);
  return polish ? `${polish[3]}-${polish[2]!.padStart(2, '0')}-${polish[1]!.padStart(2, '0')}` : null;
}

function plainName(column: string): string {
  return column
    .replace(/ł/gi, 'l')
    .normalize('NFD')
    .replace(/[^a-z0-9]/gi, '')
    .toLowerCase();
}
