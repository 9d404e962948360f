import type { ContactRole, DebtAmounts } from '#domain';
import type { AgentOfFile } from '../console/agent-view.schema.js';
import type { CaseStatus, SaidConsents } from './case-record.js';
import type { CaseworkTransaction } from './casework-store.js';
import type { RecordedPayment } from './payment-record.js';
import type { VerificationFault } from './verification-fault.js';

/** Unless the creditor's settings say otherwise; no claim in the countries served is barred within a year. */
export const AGE_TO_CHECK_DAYS = 365;

/** Where imported cases belong, with what stands in for what a row leaves out. */
export interface PortfolioRecord {
  id: string;
  ref: string;
  name: string;
  creditorId: string;
  creditorRef: string;
  country: string;
  /** IANA zone. */
  zone: string;
  language: string;
  /** A claim without a known limitation date is verified by a person once it is older than this. */
  ageToCheckDays: number;
}

/** A contact point as a file gave it. */
export interface IntakePoint {
  id: string;
  kind: 'phone' | 'email';
  /** Normalised; null when the address is suppressed, of which only the hash may be kept. */
  value: string | null;
  /** Hex, as all hashes of intake. */
  valueHash: string;
  status: 'active' | 'invalid' | 'suppressed';
  statusReason: string | null;
  optedOut: string[];
  /** What the row says about contacts on it, by channel. */
  consents: SaidConsents;
  zones: readonly string[];
  country: string | null;
  /** Contact person of a business behind the address; forgotten with it. */
  personName: string | null;
  role: ContactRole | null;
  /** Order of preference among the debtor's points of this kind, from 1. */
  position: number;
}

export interface IntakeDebtor {
  id: string;
  kind: 'consumer' | 'business';
  firstName: string | null;
  lastName: string | null;
  companyName: string | null;
  gender: 'f' | 'm' | null;
  birthDate: string | null;
  street: string | null;
  postcode: string | null;
  city: string | null;
  country: string;
  language: string;
  zone: string | null;
  /** A public health-care entity, of which the law takes less interest; null where the row does not say. */
  publicHealth: boolean | null;
  /** Reference of the agent who looks after the account; null where the row does not say. */
  owner: string | null;
}

/** A row to be written: a case that is new, or one that its source has changed. */
export interface IntakeCase {
  isNew: boolean;
  caseId: string;
  portfolioId: string;
  creditorId: string;
  ref: string;
  person: { id: string; kind: 'natural' | 'legal'; keyHash: string };
  debtor: IntakeDebtor;
  points: IntakePoint[];
  /** Kinds of address that the row's file has columns for: it says nothing of the others. */
  pointKinds: readonly IntakePoint['kind'][];
  title: string;
  currency: string;
  principalMinor: number;
  interestMinor: number;
  costsMinor: number;
  /** What the row lowers the debt on record by. */
  loweredMinor: number;
  dueDate: string;
  issuedDate: string | null;
  timeBarredOn: string | null;
  /** What the row says of the creditor's own attributes; null takes one away. */
  attributes: Readonly<Record<string, string | null>>;
  status: 'open' | 'verifying';
  faults: VerificationFault[];
  sourceHash: string;
  event: { id: string; kind: 'case.imported' | 'case.changed'; detail: Record<string, unknown> };
  /** Puts the case before a person. */
  review: { id: string; line: number } | null;
  /** 'hash': only the row's hash is kept, since the case takes no more changes from its source. */
  writes: 'all' | 'hash';
}

/** What is on record of a debtor, as far as it stands in for columns that a file lacks. */
export type KnownDebtor = Pick<
  IntakeDebtor,
  | 'kind'
  | 'firstName'
  | 'lastName'
  | 'companyName'
  | 'birthDate'
  | 'postcode'
  | 'country'
  | 'language'
  | 'zone'
> & {
  /** Kinds of which there is an address that can be used. */
  reachableBy: readonly IntakePoint['kind'][];
};

/** A case on record, as far as intake compares it. */
export interface KnownCase {
  caseId: string;
  personId: string;
  personKeyHash: string;
  status: CaseStatus;
  title: string;
  currency: string;
  principalMinor: number;
  interestMinor: number;
  costsMinor: number;
  paid: DebtAmounts;
  dueDate: string;
  issuedDate: string | null;
  timeBarredOn: string | null;
  /** A breathing space is in force: neither interest nor costs may grow. */
  interestFrozen: boolean;
  debtor: KnownDebtor;
}

/** The cases and debtors of a batch of rows that are on record. */
export interface KnownRecords {
  /** Keys of the cases whose row is the one on record: nothing more is told of them. */
  unchanged: ReadonlySet<string>;
  /** The other ones, by {@link caseKey}. */
  cases: ReadonlyMap<string, KnownCase>;
  /** By {@link debtorKey}. */
  debtors: ReadonlyMap<string, KnownDebtor>;
}

/** What is on record about a batch of rows. */
export interface KnownFacts extends KnownRecords {
  /** Blocked channels by hash (hex); '*' blocks all. */
  suppressions: ReadonlyMap<string, readonly string[]>;
}

/** What a batch's rows are looked up by. */
export interface IntakeLookUp {
  cases: {
    creditorId: string;
    ref: string;
    sourceHash: string;
    personKeyHash: string;
    /** The row takes a consent back: a stop, for which its person is locked (I6). */
    withdraws: boolean;
  }[];
  /** The rows' addresses, which read as the country says that may be on record alone. */
  valueHashes: (known: KnownRecords) => string[];
}

export interface ImportRun {
  id: string;
  kind: 'cases' | 'payments' | 'plans' | 'invoices';
  portfolioId: string | null;
  fileName: string | null;
  fileHash: Buffer | null;
  dryRun: boolean;
  startedAt: number;
  /** Who brought the file: 'cli', 'api:<key name>', 'agent:<ref>', 'system:demo'. */
  actor: string;
}

/** Creditors and portfolios as a description file gives them. */
export interface CreditorSetup {
  ref: string;
  name: string;
  country: string;
  zone: string;
  phone: string | null;
  email: string | null;
  website: string | null;
  address: string | null;
  bankAccount: string | null;
  legalFooter: Record<string, string>;
  brand: Record<string, string>;
  smsSender: string | null;
  /** Whom RCS messages come from; null: none are sent. */
  rcsSender: string | null;
  mailFrom: string | null;
  allocationOrder: string[];
  escalationCron: string;
  settings: Record<string, unknown>;
  portfolios: PortfolioSetup[];
}

export interface PortfolioSetup {
  ref: string;
  name: string;
  country: string;
  zone: string;
  language: string;
  policyPacks: string[];
  minimumBalanceMinor: number;
}

export type AgentSetup = AgentOfFile;

/** Takes files in. */
export abstract class IntakeStore {
  /** Null when there is none; 'ambiguous' when several creditors have one of this ref and none was named. */
  abstract portfolio(ref: string, creditorRef: string | null): Promise<PortfolioRecord | null | 'ambiguous'>;
  /** With an entry in the audit: what the rows change is done in the name of the run. */
  abstract beginRun(run: ImportRun): Promise<void>;
  abstract finishRun(id: string, counts: Record<string, number>, at: number): Promise<void>;
  /**
   * One batch, in one transaction: reads what is on record, has it decided, and writes what was decided. Stops of
   * addresses wait meanwhile, so that none is missed. Where another import was first, all of it is done once more. A dry
   * run decides and writes nothing. Answers with the cases now open that campaigns may take in.
   * @param check what else is to be true of them once they are written, or nothing of the batch is
   */
  abstract takeCases(
    batch: { lookUp: IntakeLookUp; actor: string; runId: string; at: number; dryRun: boolean },
    decide: (known: KnownFacts) => IntakeCase[],
    check?: (tx: CaseworkTransaction) => Promise<void>,
  ): Promise<string[]>;
  /** Those of these payments that are on record already, by reference. */
  abstract knownPayments(creditorId: string, references: string[]): Promise<Map<string, RecordedPayment>>;
  /** Creates or updates creditors, their portfolios and agents, by their refs, and keeps who did so. */
  abstract setUp(
    setup: { creditors: CreditorSetup[]; agents: AgentSetup[] },
    newId: () => string,
    by: { actor: string; at: number },
  ): Promise<void>;
}

/** How a case is looked up: its number within its creditor. */
export function caseKey(creditorId: string, ref: string): string {
  return `${creditorId}/${ref}`;
}

/** How a debtor is looked up: the person within the creditor. */
export function debtorKey(creditorId: string, personKeyHash: string): string {
  return `${creditorId}/${personKeyHash}`;
}
