import type { CaseRecord, PaymentFault, PaymentInput, RecordedPayment } from '#contracts';
import { DEFAULT_ALLOCATION_ORDER } from '#domain';
import { businessId } from '../../desk/business-id.js';
import { DIFFERS, differs } from '../../payments/differing-payments.js';
import { type NamedPayment, settlePayments, type Settlement } from '../../payments/settle-payments.js';
import type { IntakeDesk } from '../intake-desk.js';

export interface Forecast {
  recorded: number;
  repeated: number;
  paidOff: number;
  faults: { reference: string; fault: PaymentFault }[];
}

/** What a file of payments would do, batch after batch, told by the same rules and without writing anything. */
export class PaymentForecast {
  private readonly cases = new Map<string, CaseRecord>();
  /** Those that earlier rows would record, by creditor and reference. */
  private readonly seen = new Map<string, NamedPayment>();

  constructor(private readonly desk: IntakeDesk) {}

  async take(creditorId: string, payments: PaymentInput[]): Promise<Forecast> {
    const known = await this.desk.store.knownPayments(
      creditorId,
      payments.map((payment) => payment.reference),
    );
    const all = await this.name(creditorId, payments);
    const differing: Forecast['faults'] = [];
    const named = all.filter((payment) => {
      const { reference } = payment;
      const key = `${creditorId}/${reference}`;
      const earlier = this.seen.get(key);
      const before = known.get(reference) ?? (earlier === undefined ? undefined : asRecorded(earlier));
      if (before === undefined) this.seen.set(key, payment);
      else if (differs(before, payment)) differing.push({ reference, fault: DIFFERS });
      return before === undefined;
    });
    // Which part of a debt is paid first changes neither whether it is paid off nor what is left over.
    const settlement = settlePayments(named, this.cases, DEFAULT_ALLOCATION_ORDER);
    this.remember(settlement);
    const references = new Map(named.map((payment) => [payment.id, payment.reference]));
    return {
      recorded: named.length,
      repeated: payments.length - named.length,
      paidOff: settlement.paidOff.length,
      faults: [
        ...settlement.settled.flatMap(({ paymentId, fault }) =>
          fault === null ? [] : [{ reference: references.get(paymentId) ?? '', fault }],
        ),
        ...differing,
      ],
    };
  }

  private async name(creditorId: string, payments: PaymentInput[]): Promise<NamedPayment[]> {
    const { store } = this.desk.casework;
    const byRef = await store.casesByRef(
      creditorId,
      payments.flatMap((payment) => payment.caseRef ?? []),
    );
    const unread = [...byRef.values()].map((each) => each.caseId).filter((id) => !this.cases.has(id));
    const records = await store.transaction({ personIds: [] }, (tx) => tx.cases(unread));
    for (const record of records) this.cases.set(record.id, record);
    const at = this.desk.clock.now();
    return payments.map((payment) => ({
      ...payment,
      id: businessId(at),
      creditorId,
      source: 'file',
      receivedAt: at,
      knownCaseId: byRef.get(payment.caseRef ?? '')?.caseId ?? null,
    }));
  }

  /** The next batch finds the cases as this one would leave them. */
  private remember({ cases, paidOff }: Settlement): void {
    for (const { caseId, paid } of cases) {
      const record = this.cases.get(caseId);
      if (record === undefined) continue;
      const open = {
        principal: record.open.principal - paid.principal,
        interest: record.open.interest - paid.interest,
        costs: record.open.costs - paid.costs,
      };
      this.cases.set(caseId, { ...record, open });
    }
    for (const record of paidOff) {
      const left = this.cases.get(record.id) ?? record;
      this.cases.set(record.id, { ...left, status: 'closed', closedReason: 'paid' });
    }
  }
}

function asRecorded({ id, knownCaseId, caseRef, amountMinor, currency }: NamedPayment): RecordedPayment {
  return { id, caseId: knownCaseId, caseRef: caseRef ?? null, amountMinor, currency };
}
