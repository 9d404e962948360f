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
  readonly mailbox: string | null;
  /** Of another contact person of a business. */
  readonly secondMailbox: string | null;
  readonly postcode: string | null;
  /** YYYY-MM-DD. */
  readonly birthDate: string | null;
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
  name: ['name', 'fullname', 'debtor', 'dluznik', 'imieinazwisko', 'companyname', 'company', 'firma'],
  phone: ['phone', 'mobile', 'phonenumber', 'telefon', 'telefonkomorkowy', 'nrtelefonu'],
  mailbox: ['email', 'mail', 'emailaddress', 'adresemail'],
  secondMailbox: ['email2', 'mail2'],
  postcode: ['postcode', 'postalcode', 'zip', 'kodpocztowy', 'kod'],
  birthDate: ['birthdate', 'dateofbirth', 'dob', 'dataurodzenia'],
} as const;

/** Who is behind an address, read from the demo's consumers and businesses. */
@Injectable()
export class DebtorDirectory implements OnModuleInit {
  private readonly logger = new Logger('sandbox.directory');
  private readonly byAddress = new Map<string, KnownDebtor[]>();
  private subjects: SubjectIndex = new Map();
  private readonly byCase = new Map<string, KnownDebtor>();

  constructor(@Inject(SANDBOX_OPTIONS) private readonly options: Pick<SandboxOptions, 'debtorsFile'>) {}

  async onModuleInit(): Promise<void> {
    const files = [this.options.debtorsFile ?? []].flat();
    const debtors = (await Promise.all(files.map((file) => readFile(file, 'utf8')))).flatMap(readDebtors);
    for (const debtor of debtors) this.add(debtor);
    this.subjects = indexSubjects(
      debtors.map(({ caseRef, phone, mailbox }) => ({ caseRef, phone, email: mailbox })),
    );
    this.logger.log(`${this.byCase.size} debtors known by case number`);
  }

  get size(): number {
    return this.byCase.size;
  }

  /** @param words of a message to them: of several cases of one address it is about the one that it names */
  behind(address: string, words = ''): KnownDebtor | undefined {
    const known = this.byAddress.get(address);
    return known?.find(({ caseRef }) => words.includes(caseRef)) ?? known?.[0];
  }

  byCaseRef(caseRef: string): KnownDebtor | undefined {
    return this.byCase.get(caseRef);
  }

  /** What stands for the debtor behind an address wherever behaviour is drawn by chance. */
  subjectOf(address: string): string {
    return subjectOf(this.subjects, address);
  }

  /** The first case of an address wins: later ones are further debts of the same person. */
  private add(debtor: KnownDebtor): void {
    if (!this.byCase.has(debtor.caseRef)) this.byCase.set(debtor.caseRef, debtor);
    for (const address of addressesOf(debtor)) {
      const known = this.byAddress.get(address);
      if (known) known.push(debtor);
      else this.byAddress.set(address, [debtor]);
    }
  }
}

export function addressesOf({ phone, mailbox, secondMailbox }: KnownDebtor): string[] {
  return [phone, mailbox, secondMailbox].filter((address) => address !== null);
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
  return {
    caseRef: at('caseRef'),
    name: at('name') || `${at('firstName')} ${at('lastName')}`.trim(),
    phone: normalPhone(at('phone')),
    mailbox: mailAddress(at('mailbox')),
    secondMailbox: mailAddress(at('secondMailbox')),
    postcode: at('postcode') || null,
    birthDate: isoDate(at('birthDate')),
  };
}

function mailAddress(written: string): string | null {
  return written.includes('@') ? written.toLowerCase() : null;
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
