import type { PaymentFault, PaymentInput } from '#contracts';
import { businessId } from '../../desk/business-id.js';
import type { Desk } from '../../desk/desk.js';
import { isDatedAhead } from '../../payments/dated-ahead.js';
import { recordPayments } from '../../payments/record-payments.usecase.js';
import type { RowFault } from '../columns/row-fault.js';
import { type FileRefusal, refusal } from '../file/file-refusal.js';
import type { ImportSource } from '../file/import-source.js';
import { inspectFile } from '../file/inspect-file.js';
import { LISTED_FAULTS } from '../import-report.js';
import type { IntakeDesk } from '../intake-desk.js';
import { readRows } from '../read-rows.js';
import { type PaymentField, type PaymentRow, paymentColumns, paymentCells } from './payment-columns.js';
import { PaymentForecast } from './payment-forecast.js';
import { refsInTitle } from './refs-in-title.js';

export interface ImportPaymentsOptions {
  /** Creditor of the rows that name none themselves. */
  creditorRef?: string;
  mapping?: Partial<Record<PaymentField, string>>;
  dryRun?: boolean;
  /** Who brought the file; 'cli' when absent. */
  actor?: string;
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

interface ReadPayment {
  line: number;
  row: PaymentRow;
}

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
  private readonly at: number;
  private readonly runId: string;
  private readonly counts: PaymentImportCounts = {
    rows: 0,
    recorded: 0,
    repeated: 0,
    refused: 0,
    flagged: 0,
    paidOff: 0,
  };
  private readonly faults: RowFault[] = [];
  private readonly flagged: PaymentImportReport['flagged'] = [];
  private readonly creditors = new Map<string, string | null>();
  private readonly batches = new Map<string, ReadPayment[]>();
  private ignored: readonly string[] = [];

  constructor(
    private readonly intake: IntakeDesk,
    private readonly options: ImportPaymentsOptions,
  ) {
    this.desk = intake.casework;
    this.forecast = new PaymentForecast(intake);
    this.at = intake.clock.now();
    this.runId = businessId(this.at);
  }

  async creditorFault(): Promise<FileRefusal | null> {
    const { creditorRef } = this.options;
    if (creditorRef === undefined || (await this.creditor(creditorRef)) !== null) return null;
    return refusal(
      'unknown-creditor',
      `there is no creditor "${creditorRef}"`,
      'correct the name, or set it up first',
    );
  }

  async take(source: ImportSource, fileHash: Buffer): Promise<PaymentImportResult> {
    const { runId, at } = this;
    const dryRun = this.options.dryRun === true;
    const shape = { columns: paymentColumns, cells: paymentCells, mapping: this.options.mapping };
    for await (const items of readRows(source, shape)) {
      for (const item of items) {
        if (item.kind === 'refused') return { kind: 'refused', refusal: item.refusal };
        if (item.kind === 'header') {
          const unnamed = this.unnamed(item.header.positions.has('creditor'));
          if (unnamed !== null) return { kind: 'refused', refusal: unnamed };
          this.ignored = item.header.ignored;
          const run = {
            id: runId,
            kind: 'payments',
            portfolioId: null,
            fileName: source.name,
            fileHash,
            actor: this.options.actor ?? 'cli',
          } as const;
          if (!dryRun) await this.intake.store.beginRun({ ...run, dryRun, startedAt: at });
        } else if (item.kind === 'faults') this.refuse(item.faults);
        else await this.takeRow({ line: item.line, row: item.row });
      }
    }
    for (const creditorId of this.batches.keys()) await this.flush(creditorId);
    const { counts, faults, flagged, ignored } = this;
    if (!dryRun) await this.intake.store.finishRun(runId, { ...counts }, this.desk.clock.now());
    return { kind: 'imported', report: { runId, dryRun, counts, faults, flagged, ignoredColumns: ignored } };
  }

  private unnamed(hasColumn: boolean): FileRefusal | null {
    if (hasColumn || this.options.creditorRef !== undefined) return null;
    const remedy = 'name it with --creditor, or add a column "creditor" ("wierzyciel")';
    return refusal('unknown-creditor', 'neither the file nor the import names a creditor', remedy);
  }

  private async creditor(ref: string): Promise<string | null> {
    const known = this.creditors.get(ref);
    if (known !== undefined) return known;
    const id = (await this.desk.store.creditorByRef(ref))?.id ?? null;
    this.creditors.set(ref, id);
    return id;
  }

  private async takeRow(payment: ReadPayment): Promise<void> {
    const ref = payment.row.creditor ?? this.options.creditorRef ?? null;
    const creditorId = ref === null ? null : await this.creditor(ref);
    if (creditorId === null) {
      const reason = ref === null ? 'the row names no creditor' : 'is no creditor on record';
      return this.refuse([
        { line: payment.line, column: null, value: ref, reason, remedy: 'correct the row' },
      ]);
    }
    if (isDatedAhead(payment.row.paid_on, this.at)) {
      const value = payment.row.paid_on;
      const fault = { reason: 'is a day that has not come yet', remedy: 'correct the day of the payment' };
      return this.refuse([{ line: payment.line, column: null, value, ...fault }]);
    }
    this.counts.rows += 1;
    const batch = this.batches.get(creditorId) ?? [];
    this.batches.set(creditorId, batch);
    batch.push(payment);
    if (batch.length >= BATCH) await this.flush(creditorId);
  }

  private refuse(faults: RowFault[]): void {
    this.counts.rows += 1;
    this.counts.refused += 1;
    for (const fault of faults) if (this.faults.length < LISTED_FAULTS) this.faults.push(fault);
  }

  private async flush(creditorId: string): Promise<void> {
    const batch = this.batches.get(creditorId) ?? [];
    this.batches.set(creditorId, []);
    if (batch.length === 0) return;
    const payments = await this.nameCases(creditorId, batch);
    const actor = `import:${this.runId}`;
    const done =
      this.options.dryRun === true
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

  /**
   * The case of each payment: as its column says, else the one whose number the title of the transfer names, or an
   * invoice of which it names.
   */
  private async nameCases(creditorId: string, batch: ReadPayment[]): Promise<PaymentInput[]> {
    const titles = batch.map(({ row }) => (row.title === null ? [] : refsInTitle(row.title)));
    const unnamed = [...new Set(titles.filter((_, index) => batch[index]?.row.case_ref === null).flat())];
    const known = await this.desk.store.casesByRef(creditorId, unnamed);
    const invoiced = await this.desk.store.caseRefsByInvoice(creditorId, unnamed);
    return batch.map(({ row }, index) => {
      const titleRefs = titles[index] ?? [];
      const caseRef =
        row.case_ref ??
        onlyOne(titleRefs.filter((ref) => known.has(ref))) ??
        onlyOne(titleRefs.flatMap((ref) => invoiced.get(ref) ?? []));
      const { reference, amount, paid_on: paidOn } = row;
      const payment = { reference, caseRef, amountMinor: amount, currency: row.currency ?? 'PLN', paidOn };
      return titleRefs.length === 0 ? payment : { ...payment, titleRefs };
    });
  }
}

function onlyOne(refs: string[]): string | undefined {
  const different = new Set(refs);
  return different.size === 1 ? refs[0] : undefined;
}
