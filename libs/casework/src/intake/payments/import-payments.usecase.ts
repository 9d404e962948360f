import type { PaymentFault } from '#contracts';
import type { Desk } from '../../desk/desk.js';
import { isDatedAhead } from '../../payments/dated-ahead.js';
import { recordPayments } from '../../payments/record-payments.usecase.js';
import type { RowFault } from '../columns/row-fault.js';
import { CreditorBatches } from '../creditor-batches.js';
import { CreditorFinder } from '../creditor-finder.js';
import type { FileRefusal } from '../file/file-refusal.js';
import type { ImportSource } from '../file/import-source.js';
import { inspectFile } from '../file/inspect-file.js';
import { LISTED_FAULTS } from '../import-report.js';
import type { IntakeDesk } from '../intake-desk.js';
import { IntakeRun, type RunOptions } from '../intake-run.js';
import { RefusedRows } from '../refused-rows.js';
import { takeRows } from '../take-rows.js';
import { nameCases, type ReadPayment } from './name-cases.js';
import { type PaymentField, paymentColumns, paymentCells } from './payment-columns.js';
import { PaymentForecast } from './payment-forecast.js';

export interface ImportPaymentsOptions extends RunOptions {
  /** Creditor of the rows that name none themselves. */
  creditorRef?: string;
  mapping?: Partial<Record<PaymentField, string>>;
}

/** Each row counts once among recorded, repeated and refused. */
export interface PaymentImportCounts {
  rows: number;
  recorded: number;
  /** Known before by their reference. */
  repeated: number;
  refused: number;
  /** Waiting for a person: recorded, in whole or in part, or repeated and other than what is on record. */
  flagged: number;
  /** Cases that were paid off. */
  paidOff: number;
}

export interface PaymentImportReport {
  runId: string;
  dryRun: boolean;
  counts: PaymentImportCounts;
  faults: RowFault[];
  flagged: { line: number; reference: string; fault: PaymentFault }[];
  ignoredColumns: readonly string[];
}

export type PaymentImportResult =
  { kind: 'refused'; refusal: FileRefusal } | { kind: 'imported'; report: PaymentImportReport };

const BATCH = 500;

/** Takes a file of payments in; the same payment again, in this file or another, changes nothing. */
export async function importPayments(
  intake: IntakeDesk,
  source: ImportSource,
  options: ImportPaymentsOptions = {},
): Promise<PaymentImportResult> {
  const run = new PaymentImport(intake, options);
  const unknown = await run.creditorFault();
  if (unknown !== null) return { kind: 'refused', refusal: unknown };
  const file = await inspectFile(source);
  return 'refusal' in file ? { kind: 'refused', refusal: file.refusal } : run.take(source, file.hash);
}

class PaymentImport {
  private readonly desk: Desk;
  private readonly forecast: PaymentForecast;
  private readonly run: IntakeRun;
  private readonly creditors: CreditorFinder;
  private readonly refused: RefusedRows;
  private readonly batches = new CreditorBatches<ReadPayment>(BATCH, (creditorId, batch) =>
    this.store(creditorId, batch),
  );
  private readonly counts = { rows: 0, recorded: 0, repeated: 0, flagged: 0, paidOff: 0 };
  private readonly flagged: PaymentImportReport['flagged'] = [];

  constructor(
    intake: IntakeDesk,
    private readonly options: ImportPaymentsOptions,
  ) {
    this.desk = intake.casework;
    this.forecast = new PaymentForecast(intake);
    this.run = new IntakeRun(intake, 'payments', options);
    this.refused = new RefusedRows(options.onRefused);
    this.creditors = new CreditorFinder(intake.casework, options.creditorRef);
  }

  creditorFault(): Promise<FileRefusal | null> {
    return this.creditors.standingFault();
  }

  async take(source: ImportSource, fileHash: Buffer): Promise<PaymentImportResult> {
    const { run, creditors, refused } = this;
    let ignored: readonly string[] = [];
    const { mapping } = this.options;
    const shape = { columns: paymentColumns, cells: paymentCells, caseField: 'case_ref', mapping } as const;
    const refusal = await takeRows(source, shape, {
      header: async (header) => {
        const unnamed = creditors.unnamedFault(header.positions.has('creditor'));
        if (unnamed !== null) return unnamed;
        ignored = header.ignored;
        await run.begin(source.name, fileHash);
        return null;
      },
      faults: (faults, caseRef) => refused.add(faults, caseRef),
      row: (line, row) => this.takeRow({ line, row }),
    });
    if (refusal !== null) return { kind: 'refused', refusal };
    await this.batches.finish();
    const counts = { ...this.counts, rows: this.counts.rows + refused.count, refused: refused.count };
    await run.finish(counts);
    const { id: runId, dryRun } = run;
    const { flagged } = this;
    return {
      kind: 'imported',
      report: { runId, dryRun, counts, faults: refused.faults, flagged, ignoredColumns: ignored },
    };
  }

  private async takeRow(payment: ReadPayment): Promise<void> {
    const { ref, id: creditorId } = await this.creditors.find(payment.row.creditor);
    if (creditorId === null) {
      const reason = ref === null ? 'the row names no creditor' : 'is no creditor on record';
      return this.refuse(payment, { value: ref, reason, remedy: 'correct the row' });
    }
    if (isDatedAhead(payment.row.paid_on, this.run.at)) {
      const value = payment.row.paid_on;
      const fault = { reason: 'is a day that has not come yet', remedy: 'correct the day of the payment' };
      return this.refuse(payment, { value, ...fault });
    }
    this.counts.rows += 1;
    await this.batches.add(creditorId, payment);
  }

  private refuse({ line, row }: ReadPayment, fault: Pick<RowFault, 'value' | 'reason' | 'remedy'>): void {
    this.refused.add([{ line, column: null, ...fault }], row.case_ref);
  }

  private async store(creditorId: string, batch: ReadPayment[]): Promise<void> {
    const { actor, dryRun } = this.run;
    const payments = await nameCases(this.desk, creditorId, batch);
    const done = dryRun
      ? await this.forecast.take(creditorId, payments)
      : await recordPayments(this.desk, { creditorId, source: 'file', actor, payments });
    this.counts.recorded += done.recorded;
    this.counts.repeated += done.repeated;
    this.counts.paidOff += done.paidOff;
    const lines = new Map(batch.map(({ line, row }) => [row.reference, line]));
    for (const { reference, fault } of done.faults) this.flag(lines.get(reference) ?? 0, reference, fault);
  }

  private flag(line: number, reference: string, fault: PaymentFault): void {
    this.counts.flagged += 1;
    if (this.flagged.length < LISTED_FAULTS) this.flagged.push({ line, reference, fault });
  }
}
