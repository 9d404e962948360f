import type { RowFault } from '../columns/row-fault.js';
import { CreditorBatches } from '../creditor-batches.js';
import { CreditorFinder } from '../creditor-finder.js';
import type { FileRefusal } from '../file/file-refusal.js';
import type { ImportSource } from '../file/import-source.js';
import { inspectFile } from '../file/inspect-file.js';
import type { CaseImportResult } from '../import-report.js';
import type { IntakeDesk } from '../intake-desk.js';
import { IntakeRun, type RunOptions } from '../intake-run.js';
import { RefusedRows } from '../refused-rows.js';
import { takeRows } from '../take-rows.js';
import { decideInvoices, type ReadInvoice } from './decide-invoices.js';
import { type InvoiceField, type InvoiceRow, invoiceColumns, invoiceCells } from './invoice-columns.js';
import { TouchedCases } from './touched-cases.js';
import { writeInvoices } from './write-invoices.js';

export interface ImportInvoicesOptions extends RunOptions {
  /** Creditor of the rows that name none themselves. */
  creditorRef?: string;
  mapping?: Partial<Record<InvoiceField, string>>;
}

/** Rows of one transaction. */
const BATCH = 500;

/**
 * Takes a file of invoices in, for cases on record. The same file again changes nothing; a changed row updates its
 * invoice. Once all rows are in, what is open on the invoices of each case that the file names is compared with its
 * principal: where they differ, the case waits for a person (`queued` counts those cases, not rows).
 */
export async function importInvoices(
  intake: IntakeDesk,
  source: ImportSource,
  options: ImportInvoicesOptions = {},
): Promise<CaseImportResult> {
  const run = new InvoiceImport(intake, options);
  const unknown = await run.creditorFault();
  if (unknown !== null) return { kind: 'refused', refusal: unknown };
  const file = await inspectFile(source);
  return 'refusal' in file ? { kind: 'refused', refusal: file.refusal } : run.take(source, file.hash);
}

class InvoiceImport {
  private readonly run: IntakeRun;
  private readonly creditors: CreditorFinder;
  private readonly refused: RefusedRows;
  private readonly touched: TouchedCases;
  private readonly batches = new CreditorBatches<ReadInvoice>(BATCH, (creditorId, batch) =>
    this.store(creditorId, batch),
  );
  private readonly counts = { created: 0, updated: 0, unchanged: 0 };
  /** All that were read, refused ones too. */
  private rows = 0;
  /** First lines by invoice. */
  private readonly seen = new Map<string, number>();
  private names: ReadonlyMap<InvoiceField, string> = new Map();

  constructor(
    private readonly intake: IntakeDesk,
    private readonly options: ImportInvoicesOptions,
  ) {
    this.run = new IntakeRun(intake, 'invoices', options);
    this.refused = new RefusedRows(options.onRefused);
    this.creditors = new CreditorFinder(intake.casework, options.creditorRef);
    this.touched = new TouchedCases(intake.casework, this.run);
  }

  creditorFault(): Promise<FileRefusal | null> {
    return this.creditors.standingFault();
  }

  async take(source: ImportSource, fileHash: Buffer): Promise<CaseImportResult> {
    const { run, refused } = this;
    let ignored: readonly string[] = [];
    const { mapping } = this.options;
    const shape = { columns: invoiceColumns, cells: invoiceCells, caseField: 'case_ref', mapping } as const;
    const refusal = await takeRows(source, shape, {
      header: async (header) => {
        const unnamed = this.creditors.unnamedFault(header.positions.has('creditor'));
        if (unnamed !== null) return unnamed;
        this.names = header.names;
        ignored = header.ignored;
        await run.begin(source.name, fileHash);
        return null;
      },
      faults: (faults, caseRef) => this.refuse(faults, caseRef),
      row: (line, row) => this.takeRow(line, row),
    });
    if (refusal !== null) return { kind: 'refused', refusal };
    await this.batches.finish();
    const queued = await this.touched.check();
    const counts = { rows: this.rows, ...this.counts, queued: queued.count, refused: refused.count };
    await run.finish(counts);
    const { id: runId, dryRun } = run;
    const report = { runId, dryRun, counts, faults: refused.faults, queued: queued.listed };
    return { kind: 'imported', report: { ...report, frozen: 0, ignoredColumns: ignored } };
  }

  private async takeRow(line: number, row: InvoiceRow): Promise<void> {
    const { ref, id: creditorId } = await this.creditors.find(row.creditor);
    const fault = (column: InvoiceField, value: string | null, reason: string, remedy: string): void =>
      this.refuse([{ line, column: this.columnOf(column), value, reason, remedy }], row.case_ref);
    if (creditorId === null) {
      const reason = ref === null ? 'is empty' : 'is no creditor on record';
      return fault('creditor', ref, reason, 'correct the row');
    }
    const key = `${creditorId}/${row.case_ref}/${row.number}`;
    const first = this.seen.get(key);
    if (first !== undefined)
      return fault('number', row.number, `repeats the invoice of line ${first}`, 'keep one of the two rows');
    this.seen.set(key, line);
    this.rows += 1;
    await this.batches.add(creditorId, { line, row });
  }

  private columnOf(field: InvoiceField): string {
    return this.names.get(field) ?? field;
  }

  private refuse(faults: RowFault[], caseRef: string | null): void {
    this.rows += 1;
    this.refused.add(faults, caseRef);
  }

  private async store(creditorId: string, batch: ReadInvoice[]): Promise<void> {
    const { store } = this.intake.casework;
    const { dryRun, at } = this.run;
    const refs = [...new Set(batch.map(({ row }) => row.case_ref))];
    const named = await store.casesByRef(creditorId, refs);
    const personIds = dryRun ? [] : [...new Set([...named.values()].map(({ personId }) => personId))];
    const caseIds = [...named.values()].map(({ caseId }) => caseId);
    const { decided, known, cases } = await store.transaction({ personIds }, async (tx) => {
      const cases = new Map((await tx.cases(caseIds)).map((record) => [record.ref, record]));
      const known = await tx.invoices(caseIds);
      const decided = decideInvoices(batch, cases, known, (field) => this.columnOf(field), at);
      if (!dryRun) await writeInvoices(tx, decided, [...cases.values()], this.run);
      return { decided, known, cases };
    });
    this.counts.created += decided.created.length;
    this.counts.updated += decided.updated.length;
    this.counts.unchanged += decided.unchanged;
    for (const { faults, caseRef } of decided.refused) this.refused.add(faults, caseRef);
    for (const { line, row } of batch) {
      const record = cases.get(row.case_ref);
      if (record !== undefined && record.status !== 'closed') this.touched.add(record, line);
    }
    if (dryRun) this.touched.plan(decided, known);
  }
}
