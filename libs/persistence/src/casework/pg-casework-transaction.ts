import type {
  CasePayment,
  CaseRecords,
  CaseworkTransaction,
  HandOffDecision,
  HandOutEnd,
  HoldRecord,
  InvoiceQuestion,
  InvoiceRecord,
  LockedPerson,
  NewEscalation,
  NewHandOut,
  NewPayment,
  PlanRecord,
  PlannedMessage,
  PromiseRecord,
  SaidConsents,
  SettledPayment,
  StopScope,
  WaitingPayment,
} from '#contracts';
import type { InconvenientTime } from '#domain';
import type { Exchange } from '../exchange/exchange.js';
import { optOutAddress, pointById, pointsOf, purgeAddress, recordConsents } from './addresses.sql.js';
import { calendarsOfCreditors, holdsBeside, moneyOfCases, publishedTerms } from './agreements.sql.js';
import { casesById, closeOpenCases, mergeAttributes, openCasesOf } from './cases.sql.js';
import {
  type NoteRow,
  agentById,
  agentByRef,
  claim,
  give,
  giveBack,
  insertEscalation,
  insertNote,
  readEscalations,
  resolve,
  zoneOfCreditor,
} from './escalations.sql.js';
import { decideHandOff, lockHandOff, waitingHandOffs } from './hand-offs.sql.js';
import { endHandOuts, insertHandOuts } from './hand-outs.sql.js';
import { holdsOfCases, holdsOfPerson, insertHold, liftHoldsById } from './holds.sql.js';
import { cancelCovered, insertMessages } from './in-flight.sql.js';
import {
  invoicesOfCases,
  payDownInvoices,
  principalPaid,
  questionCases,
  settleQuestions,
  upsertInvoices,
} from './invoices.sql.js';
import {
  type ReviewRow,
  insertNewPayments,
  orderOfAllocation,
  queueRows,
  recordedPayments,
  routesOfReceipts,
  writeSettlement,
} from './payments.sql.js';
import { activePlans, insertPlan, updatePlans } from './plans.sql.js';
import { insertPromise, promisesMade, standingPromises, updatePromises } from './promises.sql.js';
import { takeFromWaiting } from './waiting-payments.sql.js';
import { writeRecords } from './records.sql.js';

/**
 * The operations of the port on one open transaction; the statements live in the files beside this one. What only writes
 * goes with the next statement that somebody waits for, the commit at the latest.
 */
export class PgCaseworkTransaction implements CaseworkTransaction {
  constructor(
    private readonly tx: Exchange,
    readonly persons: ReadonlyMap<string, LockedPerson>,
  ) {}

  cases = (ids: string[]) => casesById(this.tx, ids);
  openCases = () => openCasesOf(this.tx, [...this.persons.keys()]);
  closeCases = (ids: string[], reason: string, at: number) => closeOpenCases(this.tx, ids, reason, at);

  setAttributes = (caseId: string, attributes: Readonly<Record<string, string | null>>) =>
    mergeAttributes(this.tx, caseId, attributes);

  points = (valueHash: Buffer) => pointsOf(this.tx, valueHash);
  point = (id: string) => pointById(this.tx, id);
  optOut = (valueHash: Buffer, channel: string, at: number) =>
    optOutAddress(this.tx.later, valueHash, channel, at);
  recordConsents = (pointId: string, said: SaidConsents) => recordConsents(this.tx, pointId, said);
  purge = (valueHash: Buffer, reason: string, at: number) =>
    purgeAddress(this.tx.later, valueHash, reason, at);

  holds = (caseIds: string[]) => holdsOfCases(this.tx, [...this.persons.keys()], caseIds);
  personHolds = (personId: string) => holdsOfPerson(this.tx, personId);
  placeHold = (hold: HoldRecord) => insertHold(this.tx.later, hold);
  liftHolds = (ids: string[], by: string, at: number) => liftHoldsById(this.tx.later, ids, by, at);

  async setStops(personId: string, stops: readonly string[]): Promise<void> {
    await this.tx.later.query('UPDATE persons SET stops = $2 WHERE id = $1', [personId, stops]);
  }

  async refuseChannel(personId: string, channel: string): Promise<void> {
    await this.tx.later.query(
      'UPDATE persons SET refused_channels = array_append(refused_channels, $2) WHERE id = $1',
      [personId, channel],
    );
    await this.tx.later.query(
      `UPDATE contact_points SET opted_out = array_append(opted_out, $2)
       WHERE person_id = $1 AND NOT opted_out @> ARRAY[$2]`,
      [personId, channel],
    );
  }

  async setInconvenientTimes(personId: string, times: readonly InconvenientTime[]): Promise<void> {
    await this.tx.later.query('UPDATE persons SET inconvenient_times = $2 WHERE id = $1', [
      personId,
      JSON.stringify(times),
    ]);
  }

  cancelInFlight = (scope: StopScope, reason: string) =>
    cancelCovered(this.tx, this.persons.values(), scope, reason);

  async cancelUncounted(scope: StopScope, reason: string): Promise<void> {
    await cancelCovered(this.tx.later, this.persons.values(), scope, reason);
  }

  planMessages = (messages: PlannedMessage[]) => insertMessages(this.tx.later, messages);
  record = (records: CaseRecords) => writeRecords(this.tx.later, records);

  insertPayments = (payments: NewPayment[]) => insertNewPayments(this.tx, payments);
  recordedPayments = (creditorId: string, references: string[]) =>
    recordedPayments(this.tx, creditorId, references);
  takeFromWaiting = (payments: WaitingPayment[], those: 'unplaced' | 'unallocated', by: string, at: number) =>
    takeFromWaiting(this.tx, payments, those, by, at);
  settlePayments = (settled: SettledPayment[], cases: CasePayment[]) =>
    writeSettlement(this.tx, settled, cases);
  allocationOrder = (creditorId: string) => orderOfAllocation(this.tx, creditorId);
  receiptRoutes = (caseIds: string[]) => routesOfReceipts(this.tx, caseIds);
  queueForReview = (rows: ReviewRow[]) => queueRows(this.tx, rows);

  agreementTerms = () => publishedTerms(this.tx);
  creditorCalendars = (ids: string[]) => calendarsOfCreditors(this.tx, ids);
  standingPromises = (caseIds: string[]) => standingPromises(this.tx, caseIds);
  promisesMade = (caseId: string) => promisesMade(this.tx, caseId);
  addPromise = (promise: PromiseRecord) => insertPromise(this.tx.later, promise);
  storePromises = (promises: PromiseRecord[]) => updatePromises(this.tx.later, promises);
  activePlans = (caseIds: string[]) => activePlans(this.tx, caseIds);
  addPlan = (plan: PlanRecord) => insertPlan(this.tx.later, plan);
  storePlans = (plans: PlanRecord[]) => updatePlans(this.tx.later, plans);
  moneyOf = (caseIds: string[]) => moneyOfCases(this.tx, caseIds);
  otherHolds = (caseIds: string[], but: string[]) => holdsBeside(this.tx, caseIds, but);
  invoices = (caseIds: string[]) => invoicesOfCases(this.tx, caseIds);
  writeInvoices = (invoices: InvoiceRecord[]) => upsertInvoices(this.tx, invoices);
  payInvoices = (paid: ReadonlyMap<string, number>) => payDownInvoices(this.tx, paid);
  paidOfPrincipal = (caseIds: string[]) => principalPaid(this.tx, caseIds);
  questionInvoices = (questions: InvoiceQuestion[], runId: string, at: number) =>
    questionCases(this.tx, questions, runId, at);
  settleInvoiceQuestions = (caseIds: string[], by: string, at: number) =>
    settleQuestions(this.tx, caseIds, by, at);

  async escalation(id: string) {
    return (await readEscalations(this.tx, 'WHERE e.id = $1 FOR UPDATE', [id]))[0] ?? null;
  }

  async openEscalation(caseId: string) {
    const open = "WHERE e.case_id = $1 AND e.status <> 'resolved' ORDER BY e.requested_at, e.id LIMIT 1";
    return (await readEscalations(this.tx, open, [caseId]))[0] ?? null;
  }

  async raiseEscalation(id: string, priority: number): Promise<void> {
    await this.tx.later.query('UPDATE escalations SET priority = $2 WHERE id = $1 AND priority > $2', [
      id,
      priority,
    ]);
  }

  unclaimedEscalations = (caseIds: string[]) =>
    readEscalations(
      this.tx,
      "WHERE e.case_id = ANY($1) AND e.status IN ('requested', 'assigned') FOR UPDATE",
      [caseIds],
    );
  addEscalation = (escalation: NewEscalation) => insertEscalation(this.tx, escalation);
  claimEscalation = (id: string, agentId: string, dueAt: number, at: number) =>
    claim(this.tx.later, id, agentId, dueAt, at);
  resolveEscalations = (ids: string[], resolution: string, at: number) =>
    resolve(this.tx.later, ids, resolution, at);
  returnEscalation = (id: string) => giveBack(this.tx.later, id);
  giveEscalation = (id: string, agentId: string, dueAt: number, at: number) =>
    give(this.tx.later, id, agentId, dueAt, at);
  addHandOut = (handOut: NewHandOut) => insertHandOuts(this.tx.later, [handOut]);
  endHandOuts = (ids: string[], ended: HandOutEnd, at: number) => endHandOuts(this.tx.later, ids, ended, at);
  addNote = (note: NoteRow) => insertNote(this.tx, note);
  agent = (ref: string) => agentByRef(this.tx, ref);
  agentById = (id: string) => agentById(this.tx, id);
  handOff = (id: string) => lockHandOff(this.tx, id);
  waitingHandOffs = (caseIds: string[]) => waitingHandOffs(this.tx, caseIds);
  decideHandOff = (id: string, decision: HandOffDecision) => decideHandOff(this.tx.later, id, decision);
  zoneOf = (creditorId: string) => zoneOfCreditor(this.tx, creditorId);
}
