import type { CaseRecord, CaseworkTransaction, InvoiceRecord } from '#contracts';
import { businessId } from '../../desk/business-id.js';
import { Records } from '../../desk/records.js';
import type { RowFault } from '../columns/row-fault.js';
import { type FileRefusal, refusal } from '../file/file-refusal.js';
import type { ImportSource } from '../file/import-source.js';
import { inspectFile } from '../file/inspect-file.js';
import { type CaseImportReport, type CaseImportResult, LISTED_FAULTS } from '../import-report.js';
import type { IntakeDesk } from '../intake-desk.js';
import { readRows } from '../read-rows.js';
import { balanceInvoices } from './balance-invoices.js';
import { checkInvoices } from './check-invoices.js';
import { decideInvoices, type DecidedInvoices, type ReadInvoice } from './decide-invoices.js';
import { type InvoiceField, type InvoiceRow, invoiceColumns, invoiceCells } from './invoice-columns.js';

export interface ImportInvoicesOptions {
  /** Creditor of the rows that name none themselves. */
  creditorRef?: string;
  mapping?: Partial<Record<InvoiceField, string>>;
  dryRun?: boolean;
  /** Who brought the file; 'cli' when absent. */
  actor?: string;
}

/** Rows, and then cases, of one transaction. */
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
  private readonly at: number;
  private readonly runId: string;
  private readonly counts = { rows: 0, created: 0, updated: 0, unchanged: 0, queued: 0, refused: 0 };
  private readonly faults: RowFault[] = [];
  private readonly queued: CaseImportReport['queued'] = [];
  private readonly creditors = new Map<string, string | null>();
  private readonly batches = new Map<string, ReadInvoice[]>();
  /** First lines by invoice and by case: what grows with the file. */
  private readonly seen = new Map<string, number>();
  private readonly touched = new Map<string, { personId: string; line: number }>();
  /** What a dry run would have written, by case. */
  private readonly planned = new Map<string, InvoiceRecord[]>();
  private names: ReadonlyMap<InvoiceField, string> = new Map();
  private ignored: readonly string[] = [];

  constructor(
    private readonly intake: IntakeDesk,
    private readonly options: ImportInvoicesOptions,
  ) {
    this.at = intake.clock.now();
    this.runId = businessId(this.at);
  }

  async creditorFault(): Promise<FileRefusal | null> {
    const { creditorRef } = this.options;
    if (creditorRef === undefined || (await this.creditor(creditorRef)) !== null) return null;
    const reason = `there is no creditor "${creditorRef}"`;
    return refusal('unknown-creditor', reason, 'correct the name, or set it up first');
  }

  async take(source: ImportSource, fileHash: Buffer): Promise<CaseImportResult> {
    const shape = { columns: invoiceColumns, cells: invoiceCells, mapping: this.options.mapping };
    for await (const items of readRows(source, shape)) {
      for (const item of items) {
        if (item.kind === 'refused') return { kind: 'refused', refusal: item.refusal };
        if (item.kind === 'header') {
          if (!item.header.positions.has('creditor') && this.options.creditorRef === undefined) {
            const remedy = 'name it with --creditor, or add a column "creditor" ("wierzyciel")';
            const reason = 'neither the file nor the import names a creditor';
            return { kind: 'refused', refusal: refusal('unknown-creditor', reason, remedy) };
          }
          this.names = item.header.names;
          this.ignored = item.header.ignored;
          if (!this.dryRun) await this.begin(source.name, fileHash);
        } else if (item.kind === 'faults') this.refuse(item.faults);
        else await this.takeRow(item.line, item.row);
      }
    }
    for (const creditorId of this.batches.keys()) await this.flush(creditorId);
    await this.checkTouched();
    const { runId, counts, faults, queued, ignored, dryRun } = this;
    if (!dryRun) await this.intake.store.finishRun(runId, { ...counts }, this.intake.clock.now());
    return { kind: 'imported', report: { runId, dryRun, counts, faults, queued, ignoredColumns: ignored } };
  }

  private get dryRun(): boolean {
    return this.options.dryRun === true;
  }

  private begin(fileName: string | null, fileHash: Buffer): Promise<void> {
    const { runId: id, at: startedAt } = this;
    const actor = this.options.actor ?? 'cli';
    const run = { id, portfolioId: null, fileName, fileHash, dryRun: false, startedAt, actor };
    return this.intake.store.beginRun({ ...run, kind: 'invoices' });
  }

  private async creditor(ref: string): Promise<string | null> {
    const known = this.creditors.get(ref);
    if (known !== undefined) return known;
    const id = (await this.intake.casework.store.creditorByRef(ref))?.id ?? null;
    this.creditors.set(ref, id);
    return id;
  }

  private async takeRow(line: number, row: InvoiceRow): Promise<void> {
    const ref = row.creditor ?? this.options.creditorRef ?? null;
    const creditorId = ref === null ? null : await this.creditor(ref);
    const fault = (column: InvoiceField, value: string | null, reason: string, remedy: string): void =>
      this.refuse([{ line, column: this.columnOf(column), value, reason, remedy }]);
    if (creditorId === null)
      return fault(
        'creditor',
        ref,
        ref === null ? 'is empty' : 'is no creditor on record',
        'correct the row',
      );
    const key = `${creditorId}/${row.case_ref}/${row.number}`;
    const first = this.seen.get(key);
    if (first !== undefined)
      return fault('number', row.number, `repeats the invoice of line ${first}`, 'keep one of the two rows');
    this.seen.set(key, line);
    this.counts.rows += 1;
    const batch = this.batches.get(creditorId) ?? [];
    this.batches.set(creditorId, batch);
    batch.push({ line, row });
    if (batch.length >= BATCH) await this.flush(creditorId);
  }

  private columnOf(field: InvoiceField): string {
    return this.names.get(field) ?? field;
  }

  private refuse(faults: RowFault[], counted = false): void {
    if (!counted) this.counts.rows += 1;
    this.counts.refused += 1;
    for (const fault of faults) if (this.faults.length < LISTED_FAULTS) this.faults.push(fault);
  }

  private async flush(creditorId: string): Promise<void> {
    const batch = this.batches.get(creditorId) ?? [];
    this.batches.set(creditorId, []);
    if (batch.length === 0) return;
    const { store } = this.intake.casework;
    const refs = [...new Set(batch.map(({ row }) => row.case_ref))];
    const named = await store.casesByRef(creditorId, refs);
    const personIds = this.dryRun ? [] : [...new Set([...named.values()].map(({ personId }) => personId))];
    const caseIds = [...named.values()].map(({ caseId }) => caseId);
    const decided = await store.transaction({ personIds }, async (tx) => {
      const cases = new Map((await tx.cases(caseIds)).map((record) => [record.ref, record]));
      const known = await tx.invoices(caseIds);
      const result = decideInvoices(batch, cases, known, (field) => this.columnOf(field), this.at);
      if (!this.dryRun) await this.write(tx, result, [...cases.values()]);
      return { result, known, cases };
    });
    this.count(decided.result);
    for (const { line, row } of batch) {
      const record = decided.cases.get(row.case_ref);
      if (record !== undefined && record.status !== 'closed' && !this.touched.has(record.id))
        this.touched.set(record.id, { personId: record.personId, line });
    }
    if (this.dryRun) this.plan(decided.result, decided.known);
  }

  private count({ created, updated, unchanged, refused }: DecidedInvoices): void {
    this.counts.created += created.length;
    this.counts.updated += updated.length;
    this.counts.unchanged += unchanged;
    for (const faults of refused) this.refuse(faults, true);
  }

  private async write(tx: CaseworkTransaction, decided: DecidedInvoices, cases: CaseRecord[]): Promise<void> {
    const { created, updated } = decided;
    if (created.length + updated.length === 0) return;
    await tx.writeInvoices([...created, ...updated]);
    const records = new Records(`import:${this.runId}`, this.at);
    for (const record of cases) {
      const added = created.filter(({ caseId }) => caseId === record.id).length;
      const changed = updated.filter(({ caseId }) => caseId === record.id);
      if (added > 0) records.event(record, 'invoices.imported', { invoices: added });
      if (changed.length > 0)
        records.event(record, 'invoices.changed', { invoices: changed.map(({ number }) => number) });
    }
    await tx.record(records);
  }

  private plan({ created, updated }: DecidedInvoices, known: InvoiceRecord[]): void {
    for (const invoice of [...known, ...created, ...updated]) {
      const others = (this.planned.get(invoice.caseId) ?? []).filter(
        ({ number }) => number !== invoice.number,
      );
      this.planned.set(invoice.caseId, [...others, invoice]);
    }
  }

  /** Sums can be told only once the whole file is in: an invoice of a case may stand anywhere in it. */
  private async checkTouched(): Promise<void> {
    const all = [...this.touched];
    const run = { id: this.runId, actor: `import:${this.runId}`, at: this.at };
    for (let from = 0; from < all.length; from += BATCH) {
      const part = all.slice(from, from + BATCH);
      const lines = new Map(part.map(([caseId, { line }]) => [caseId, line]));
      const personIds = [...new Set(part.map(([, { personId }]) => personId))];
      const differing = await this.intake.casework.store.transaction(
        { personIds: this.dryRun ? [] : personIds },
        (tx) => (this.dryRun ? this.forecast(tx, [...lines.keys()]) : checkInvoices(tx, lines, run)),
      );
      for (const record of differing) {
        this.counts.queued += 1;
        if (this.queued.length < LISTED_FAULTS)
          this.queued.push({ line: lines.get(record.id) ?? 0, ref: record.ref, faults: ['invoices-differ'] });
      }
    }
  }

  private async forecast(tx: CaseworkTransaction, ids: string[]): Promise<CaseRecord[]> {
    const paid = await tx.paidOfPrincipal(ids);
    return (await tx.cases(ids)).filter((record) => {
      const principal = { open: record.open.principal, paid: paid.get(record.id) ?? 0 };
      return balanceInvoices(this.planned.get(record.id) ?? [], principal).kind === 'differs';
    });
  }
}
