import type { CaseRecord, CaseworkTransaction, PaymentSource, SettledPayment } from '#contracts';
import { type Calendar, DEFAULT_ALLOCATION_ORDER, type DebtComponent } from '#domain';
import { judgeAgreements } from '../agreements/judge-agreements.js';
import { closeCases } from '../closing/close-cases.js';
import { businessId } from '../desk/business-id.js';
import { Records } from '../desk/records.js';
import { payInvoices } from './pay-invoices.js';
import { planReceipts } from './plan-receipts.js';
import { type NamedPayment, settlePayments } from './settle-payments.js';

/** Who says so, and whose money it is. */
export interface PaymentReport {
  creditorId: string;
  /** `waiting`: they came before their case did. */
  source: PaymentSource | 'waiting';
  actor: string;
}

export interface BatchSettled {
  recorded: number;
  paidOff: number;
  /** Messages in flight that the payments cancelled. */
  cancelled: number;
  /** Those that wait for a person, in whole or in part. */
  faults: { reference: string; fault: NonNullable<SettledPayment['fault']>; unallocatedMinor: number }[];
}

/**
 * Spreads stored payments of one creditor over their cases, whose persons are locked, and does what follows from it:
 * promises and plans are judged anew, cases that are paid off are closed, messages that name the old amount are cancelled, receipts planned, and what
 * nobody can place is put before a person. at is business time.
 */
export async function settleBatch(
  tx: CaseworkTransaction,
  report: PaymentReport,
  fresh: NamedPayment[],
  at: number,
  calendar: Calendar,
): Promise<BatchSettled> {
  const caseIds = [...new Set(fresh.flatMap((payment) => payment.knownCaseId ?? []))];
  const cases = new Map((await tx.cases(caseIds)).map((record) => [record.id, record]));
  const order = allocationOrder(await tx.allocationOrder(report.creditorId));
  const settlement = settlePayments(fresh, cases, order);
  await tx.settlePayments(settlement.settled, settlement.cases);
  await payInvoices(tx, fresh, settlement.settled);

  const records = new Records(report.actor, at);
  recordEach(records, fresh, settlement.settled, cases);
  const paidDown = settlement.cases.map(({ caseId }) => caseId);
  await judgeAgreements(tx, calendar, paidDown, 'money', records, at);
  const closing = new Set(settlement.paidOff.map((record) => record.id));
  const part = settlement.cases.filter((each) => !closing.has(each.caseId)).map((each) => each.caseId);
  let cancelled = await closeCases(tx, settlement.paidOff, 'paid', records, at);
  // What was written before the payment names an amount that is no longer owed.
  if (part.length > 0) cancelled += await tx.cancelInFlight({ caseIds: part }, 'part-paid');
  const online = report.source === 'webhook' || report.source === 'portal';
  await planReceipts(tx, settlement.paidOff, settlement.settled, !online, at);
  const faults = await queueFaults(tx, fresh, settlement.settled, at);
  records.audited('payments.record', 'creditor', report.creditorId, {
    source: report.source,
    payments: fresh.length,
  });
  await tx.record(records);
  return { recorded: fresh.length, paidOff: settlement.paidOff.length, cancelled, faults };
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
): Promise<BatchSettled['faults']> {
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
