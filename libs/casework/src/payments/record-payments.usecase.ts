import type { PaymentInput, PaymentSource } from '#contracts';
import { businessId } from '../desk/business-id.js';
import type { Desk } from '../desk/desk.js';
import { queueDiffering } from './differing-payments.js';
import { type BatchSettled, type PaymentReport, settleBatch } from './settle-batch.js';
import type { NamedPayment } from './settle-payments.js';

export interface RecordPayments extends PaymentReport {
  source: PaymentSource;
  payments: PaymentInput[];
}

/** `recorded` are those stored now. */
export interface PaymentsRecorded extends BatchSettled {
  /** Known before by their reference; nothing changed for them. Those that differ from it are among the faults. */
  repeated: number;
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
  const { settled: done, differing } = await desk.store.transaction({ personIds }, async (tx) => {
    const stored = await tx.insertPayments(
      payments.map(({ knownCaseId, ...payment }) => ({ ...payment, caseId: knownCaseId ?? undefined })),
    );
    const fresh = payments.filter((payment) => stored.has(payment.id));
    const repeated = payments.filter((payment) => !stored.has(payment.id));
    const differing = await queueDiffering(tx, command.creditorId, repeated, at);
    return {
      settled: fresh.length === 0 ? null : await settleBatch(tx, command, fresh, at, desk.calendar),
      differing,
    };
  });
  result.recorded += done?.recorded ?? 0;
  result.repeated += inputs.length - (done?.recorded ?? 0);
  result.paidOff += done?.paidOff ?? 0;
  result.cancelled += done?.cancelled ?? 0;
  result.faults.push(...(done?.faults ?? []), ...differing);
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
