import type { InconvenientTime } from '#domain';
import type { AgreementDesk, DueAgreement } from './agreement.js';
import type { AuditEntry, CaseEvent, Interaction, WakeUp } from './case-event.js';
import type {
  CaseRecord,
  HoldRecord,
  LockedPerson,
  PlannedMessage,
  PointRecord,
  SaidConsents,
} from './case-record.js';
import type { AgentRecord, EscalationRecord, HandOutEnd, NewEscalation, NewHandOut } from './escalation.js';
import type { HandOffDecision, HandOffRecord } from '../hand-offs/hand-off.js';
import type { HandOutStore } from './hand-out.js';
import type { InvoiceDesk } from './invoice-record.js';
import type {
  CasePayment,
  NewPayment,
  RecordedPayment,
  ReceiptRoute,
  SettledPayment,
  WaitingPayment,
} from './payment-record.js';

/** How a contact address was named: by the message that reached it, by its own id, or by its keyed hash. */
export type AddressQuery =
  { messageId: string; channel: string } | { contactPointId: string } | { valueHash: Buffer };

/** An address and everybody on record under it. */
export interface Address {
  valueHash: Buffer;
  personIds: string[];
  /** Cases that the message covered; empty when no message led here. */
  caseIds: string[];
  /** The point that the message reached, or that was named. */
  contactPointId: string | null;
}

/** What a stop covers among the messages in flight. */
export type StopScope =
  | { caseIds: string[] }
  | { personIds: string[] }
  /** channel '*' is every channel that the address serves. */
  | { valueHash: Buffer; channel: string };

/** What belongs in the record of one change; written as sets. */
export interface CaseRecords {
  events?: CaseEvent[];
  interactions?: Interaction[];
  audit?: AuditEntry[];
  wakeUps?: WakeUp[];
}

/** Payments, as sets. */
export interface PaymentDesk {
  /** Stores those that are new by (creditor, reference); answers with their ids. */
  insertPayments(payments: NewPayment[]): Promise<Set<string>>;
  /** Those of these references that are on record, by reference. */
  recordedPayments(creditorId: string, references: string[]): Promise<Map<string, RecordedPayment>>;
  /**
   * Gives payments their cases, and takes them off the list of what waits for a person. Answers with the ids of those
   * that still had no case (`unplaced`), or of which nothing was allocated yet (`unallocated`).
   */
  takeFromWaiting(
    payments: WaitingPayment[],
    those: 'unplaced' | 'unallocated',
    by: string,
    at: number,
  ): Promise<Set<string>>;
  /** Writes allocations, what was left over, and what is paid of each case. */
  settlePayments(settled: SettledPayment[], cases: CasePayment[]): Promise<void>;
  /** The creditor's order of allocation. */
  allocationOrder(creditorId: string): Promise<string[]>;
  /** The channel of the case's last accepted leg, else of the first usable contact point. */
  receiptRoutes(caseIds: string[]): Promise<ReceiptRoute[]>;
  /** Puts what no rule can settle before a person. */
  queueForReview(rows: { id: string; faults: unknown; rowData: unknown; createdAt: number }[]): Promise<void>;
}

/** Work for human agents. */
export interface EscalationDesk {
  escalation(id: string): Promise<EscalationRecord | null>;
  openEscalation(caseId: string): Promise<EscalationRecord | null>;
  /** To this priority, unless it is as urgent already; 1 is the most urgent. */
  raiseEscalation(id: string, priority: number): Promise<void>;
  /** False when the case has one of this origin already. */
  addEscalation(escalation: NewEscalation): Promise<boolean>;
  claimEscalation(id: string, agentId: string, dueAt: number, at: number): Promise<void>;
  resolveEscalations(ids: string[], resolution: string, at: number): Promise<void>;
  /** Takes it off whoever has it, back to its queue; it does not go to them again by itself. */
  returnEscalation(id: string): Promise<void>;
  /** Puts it on an agent's desk, as assigned. */
  giveEscalation(id: string, agentId: string, dueAt: number, at: number): Promise<void>;
  /** Writes down that an escalation is on an agent's desk from now on. */
  addHandOut(handOut: NewHandOut): Promise<void>;
  /** Writes down how escalations left the desk that they were on. */
  endHandOuts(escalationIds: string[], ended: HandOutEnd, at: number): Promise<void>;
  /** Requested or assigned, not yet claimed by anybody. */
  unclaimedEscalations(caseIds: string[]): Promise<EscalationRecord[]>;
  /** False when a note of this id exists. */
  addNote(note: {
    id: string;
    escalationId: string;
    agentId: string;
    text: string;
    at: number;
  }): Promise<boolean>;
  agent(ref: string): Promise<AgentRecord | null>;
  agentById(id: string): Promise<AgentRecord | null>;
  zoneOf(creditorId: string): Promise<{ zone: string; country: string }>;
}

/** Cases that are to go to somebody outside. */
export interface HandOffDesk {
  /** Locked against whoever else decides about it. */
  handOff(id: string): Promise<HandOffRecord | null>;
  /** Those of these cases that wait for a person. */
  waitingHandOffs(caseIds: string[]): Promise<HandOffRecord[]>;
  decideHandOff(id: string, decision: HandOffDecision): Promise<void>;
}

/**
 * The open transaction of one use case, its persons locked in id order before any fact is read (I6). Facts are
 * read anew by every call.
 */
export interface CaseworkTransaction
  extends PaymentDesk, InvoiceDesk, EscalationDesk, AgreementDesk, HandOffDesk {
  readonly persons: ReadonlyMap<string, LockedPerson>;
  cases(ids: string[]): Promise<CaseRecord[]>;
  /** Cases of the locked persons that are not closed. */
  openCases(): Promise<CaseRecord[]>;
  points(valueHash: Buffer): Promise<PointRecord[]>;
  /** One contact point by its id; null when it is not on record. */
  point(id: string): Promise<PointRecord | null>;
  /** Active holds on these cases themselves (not those on the person). */
  holds(caseIds: string[]): Promise<HoldRecord[]>;
  personHolds(personId: string): Promise<HoldRecord[]>;
  placeHold(hold: HoldRecord): Promise<void>;
  liftHolds(ids: string[], by: string, at: number): Promise<void>;
  setStops(personId: string, stops: readonly string[]): Promise<void>;
  /** Blocks the channel for every address of the person, and for the person with whatever address is to come. */
  refuseChannel(personId: string, channel: string): Promise<void>;
  /** When the person asked not to be contacted: these, and no others. */
  setInconvenientTimes(personId: string, times: readonly InconvenientTime[]): Promise<void>;
  /** Blocks the channel for every point of this address and for those to come. */
  optOut(valueHash: Buffer, channel: string, at: number): Promise<void>;
  /**
   * Records what was said about contacts on this point; what was withdrawn holds for the person on every point of the
   * same address. The later of two sayings stands. Answers with the ids of the points that it changed.
   */
  recordConsents(pointId: string, said: SaidConsents): Promise<string[]>;
  /** Forgets the address everywhere; its keyed hash stays suppressed. */
  purge(valueHash: Buffer, reason: string, at: number): Promise<void>;
  /** False when the case says so already; null takes one away. */
  setAttributes(caseId: string, attributes: Readonly<Record<string, string | null>>): Promise<boolean>;
  /** Answers which of them were not closed before. */
  closeCases(ids: string[], reason: string, at: number): Promise<string[]>;
  /** Cancels collection messages in flight within the scope, but those already handed over. Answers how many. */
  cancelInFlight(scope: StopScope, reason: string): Promise<number>;
  /** The same for whom the number is nothing. */
  cancelUncounted(scope: StopScope, reason: string): Promise<void>;
  /** Plans messages and puts them in flight; those planned before under the same origin are left alone. */
  planMessages(messages: PlannedMessage[]): Promise<void>;
  record(records: CaseRecords): Promise<void>;
}

/** Who must be locked; `addresses` also keeps imports out while an address is being stopped. */
export interface LockOptions {
  personIds: string[];
  addresses?: boolean;
}

/** The truth about cases. Which case belongs to which person never changes, so it may be asked before the lock. */
export abstract class CaseworkStore {
  abstract transaction<T>(locks: LockOptions, work: (tx: CaseworkTransaction) => Promise<T>): Promise<T>;
  /** One case: its person is locked and the case read afterwards, together; null when there is no such case. */
  abstract onCase<T>(
    caseId: string,
    work: (tx: CaseworkTransaction, record: CaseRecord) => Promise<T>,
  ): Promise<T | null>;
  /** Ids of the creditor's cases, with their persons, by reference. */
  abstract casesByRef(
    creditorId: string,
    refs: string[],
  ): Promise<Map<string, { caseId: string; personId: string }>>;
  /** Case numbers of the creditor's invoices of these numbers, by the invoice's; one that is of several cases has them all. */
  abstract caseRefsByInvoice(creditorId: string, numbers: string[]): Promise<Map<string, string[]>>;
  /** Persons of cases; those unknown, or of another creditor than the one given, are absent. */
  abstract personsOfCases(caseIds: string[], creditorId?: string): Promise<Map<string, string>>;
  abstract payment(id: string): Promise<NewPayment | null>;
  /** Creditors with payments that waited for cases which are on record by now. */
  abstract creditorsToPlaceFor(): Promise<string[]>;
  /** The creditor's payments that waited for cases which are on record by now; at most so many. */
  abstract placeablePayments(creditorId: string, limit: number): Promise<WaitingPayment[]>;
  /** Cases about whose promises or plans something is due by now (business time), the longest due first; at most so many. */
  abstract dueAgreements(now: number, limit: number): Promise<DueAgreement[]>;
  abstract address(query: AddressQuery): Promise<Address | null>;
  abstract caseOfEscalation(escalationId: string): Promise<{ caseId: string; personId: string } | null>;
  abstract caseOfHandOff(handOffId: string): Promise<{ caseId: string; personId: string } | null>;
  abstract creditorByRef(ref: string): Promise<{ id: string } | null>;
  /** How escalations come to desks. */
  abstract readonly handOuts: HandOutStore;
}
