import type {
  CaseRecord,
  CaseworkTransaction,
  PaymentInput,
  PaymentSource,
  SettledPayment,
} from '#contracts';
import { DEFAULT_ALLOCATION_ORDER, type DebtComponent } from '#domain';
import { closeCases } from '../closing/close-cases.js';
import { businessId } from '../desk/business-id.js';
import type { Desk } from '../desk/desk.js';
import { Records } from '../desk/records.js';
import { planReceipts } from './plan-receipts.js';
import { type NamedPayment, settlePayments } from './settle-payments.js';

export interface RecordPayments {
  creditorId: string;
  source: PaymentSource;
  actor: string;
  payments: PaymentInput[];
}

export interface PaymentsRecorded {
  /** Stored now. */
  recorded: number;
  /** Known before by their reference; nothing changed for them. */
  repeated: number;
  paidOff: number;
  /** Messages in flight that the payments cancelled. */
  cancelled: number;
  /** Those that wait for a person, in whole or in part. */
  faults: { reference: string; fault: NonNullable<SettledPayment['fault']>; unallocatedMinor: number }[];
}

/** Persons locked by one transaction: few enough that a sender waits for milliseconds. */
const BATCH = 500;

/**
 * Money came in. Idempotent by creditor and reference, however often and however many at once say it. Each payment
 * pays its case down in the creditor's order; a case with nothing left is closed in the same transaction that
 * cancels what was planned for it, and its debtor gets one receipt.
 */
export async function recordPayments(desk: Desk, command: RecordPayments): Promise<PaymentsRecorded> {
  const result: PaymentsRecorded = { recorded: 0, repeated: 0, paidOff: 0, cancelled: 0, faults: [] };
  for (let from = 0; from < command.payments.length; from += BATCH) {
    await recordBatch(desk, command, command.payments.slice(from, from + BATCH), result);
  }
  return result;
}

async function recordBatch(
  desk: Desk,
  command: RecordPayments,
  inputs: PaymentInput[],
  result: PaymentsRecorded,
): Promise<void> {
  const at = desk.clock.now();
  const { payments, personIds } = await nameCases(desk, command, inputs, at);
  const done = await desk.store.transaction({ personIds }, async (tx) => {
    const stored = await tx.insertPayments(
      payments.map(({ knownCaseId, ...payment }) => ({ ...payment, caseId: knownCaseId ?? undefined })),
    );
    const fresh = payments.filter((payment) => stored.has(payment.id));
    return fresh.length === 0 ? null : settle(tx, command, fresh, at);
  });
  result.recorded += done?.recorded ?? 0;
  result.repeated += inputs.length - (done?.recorded ?? 0);
  result.paidOff += done?.paidOff ?? 0;
  result.cancelled += done?.cancelled ?? 0;
  result.faults.push(...(done?.faults ?? []));
}

/** Gives each payment its id, its case and the persons to lock. */
async function nameCases(
  desk: Desk,
  command: RecordPayments,
  inputs: PaymentInput[],
  at: number,
): Promise<{ payments: NamedPayment[]; personIds: string[] }> {
  const refs = inputs.flatMap((input) =>
    input.caseId === undefined && input.caseRef !== undefined ? [input.caseRef] : [],
  );
  const ids = inputs.flatMap((input) => (input.caseId === undefined ? [] : [input.caseId]));
  const byRef = await desk.store.casesByRef(command.creditorId, refs);
  const byId = await desk.store.personsOfCases(ids, command.creditorId);
  const persons = new Set<string>();
  const payments = inputs.map((input) => {
    const named = input.caseId === undefined ? byRef.get(input.caseRef ?? '') : undefined;
    const personId = input.caseId === undefined ? named?.personId : byId.get(input.caseId);
    if (personId !== undefined) persons.add(personId);
    const knownCaseId = personId === undefined ? null : (named?.caseId ?? input.caseId ?? null);
    return {
      ...input,
      id: businessId(at),
      creditorId: command.creditorId,
      source: command.source,
      receivedAt: at,
      knownCaseId,
    };
  });
  return { payments, personIds: [...persons] };
}

async function settle(
  tx: CaseworkTransaction,
  command: RecordPayments,
  fresh: NamedPayment[],
  at: number,
): Promise<PaymentsRecorded> {
  const caseIds = [...new Set(fresh.flatMap((payment) => payment.knownCaseId ?? []))];
  const cases = new Map((await tx.cases(caseIds)).map((record) => [record.id, record]));
  const order = allocationOrder(await tx.allocationOrder(command.creditorId));
  const settlement = settlePayments(fresh, cases, order);
  await tx.settlePayments(settlement.settled, settlement.cases);

  const records = new Records(command.actor, at);
  recordEach(records, fresh, settlement.settled, cases);
  const closing = new Set(settlement.paidOff.map((record) => record.id));
  const part = settlement.cases.filter((each) => !closing.has(each.caseId)).map((each) => each.caseId);
  let cancelled = await closeCases(tx, settlement.paidOff, 'paid', records, at);
  // What was written before the payment names an amount that is no longer owed.
  if (part.length > 0) cancelled += await tx.cancelInFlight({ caseIds: part }, 'part-paid');
  await planReceipts(tx, settlement.paidOff, settlement.settled, at);
  const faults = await queueFaults(tx, fresh, settlement.settled, at);
  records.audited('payments.record', 'creditor', command.creditorId, {
    source: command.source,
    payments: fresh.length,
  });
  await tx.record(records);
  return { recorded: fresh.length, repeated: 0, paidOff: settlement.paidOff.length, cancelled, faults };
}

/** The creditor's order, where it names all three components; the law's otherwise. */
function allocationOrder(stored: string[]): readonly DebtComponent[] {
  const named = DEFAULT_ALLOCATION_ORDER.filter((component) => stored.includes(component));
  return named.length === DEFAULT_ALLOCATION_ORDER.length
    ? (stored as DebtComponent[])
    : DEFAULT_ALLOCATION_ORDER;
}

function recordEach(
  records: Records,
  fresh: NamedPayment[],
  settled: SettledPayment[],
  cases: ReadonlyMap<string, CaseRecord>,
): void {
  const byId = new Map(fresh.map((payment) => [payment.id, payment]));
  const woken = new Set<string>();
  for (const { paymentId, caseId, unallocatedMinor, fault } of settled) {
    const payment = byId.get(paymentId);
    const record = caseId === null ? undefined : cases.get(caseId);
    if (payment === undefined || record === undefined) continue;
    const { amountMinor, currency, paidOn, source } = payment;
    records.event(record, 'payment.received', {
      payment: paymentId,
      amountMinor,
      currency,
      paidOn,
      unallocatedMinor,
      fault,
    });
    records.did(record.personId, record.id, 'payment', { channel: null }, { payment: paymentId, source });
    if (!woken.has(record.id)) records.wake(record.id, 'payment');
    woken.add(record.id);
  }
}

async function queueFaults(
  tx: CaseworkTransaction,
  fresh: NamedPayment[],
  settled: SettledPayment[],
  at: number,
): Promise<PaymentsRecorded['faults']> {
  const references = new Map(fresh.map((payment) => [payment.id, payment.reference]));
  const faulty = settled.flatMap(({ paymentId, fault, unallocatedMinor }) =>
    fault === null
      ? []
      : [{ paymentId, reference: references.get(paymentId) ?? '', fault, unallocatedMinor }],
  );
  const rows = faulty.map(({ paymentId, fault, unallocatedMinor }) => ({
    id: businessId(at),
    faults: [{ code: fault }],
    rowData: { payment: paymentId, unallocatedMinor },
    createdAt: at,
  }));
  if (rows.length > 0) await tx.queueForReview(rows);
  return faulty.map(({ reference, fault, unallocatedMinor }) => ({ reference, fault, unallocatedMinor }));
}
