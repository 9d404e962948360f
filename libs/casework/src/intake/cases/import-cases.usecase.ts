import type { IntakeLookUp, KnownRecords, PortfolioRecord, VerificationFault } from '#contracts';
import { businessId } from '../../desk/business-id.js';
import { placePaymentsOf } from '../../payments/place-payments.usecase.js';
import type { RowFault } from '../columns/row-fault.js';
import { type FileRefusal, refusal } from '../file/file-refusal.js';
import type { ImportSource } from '../file/import-source.js';
import { inspectFile } from '../file/inspect-file.js';
import {
  type CaseImportReport,
  type CaseImportResult,
  type ImportCounts,
  LISTED_FAULTS,
  type QueuedRow,
} from '../import-report.js';
import type { IntakeDesk } from '../intake-desk.js';
import { checkChangedCases } from '../invoices/check-invoices.js';
import { readRows } from '../read-rows.js';
import { type CaseField, caseColumns } from './case-columns.js';
import { type CaseRow, caseCells } from './case-row.js';
import { completeCase } from './complete-case.js';
import { decideCases } from './decide-cases.js';
import { PortfolioFinder } from './portfolio-finder.js';
import { type PreparedCase, prepareCase } from './prepare-case.js';

export interface ImportCasesOptions {
  /** Portfolio of the rows that name none themselves. */
  portfolioRef?: string;
  /** Tells portfolios of one ref apart. */
  creditorRef?: string;
  /** Field to the file's own name for it, where the aliases do not know it. */
  mapping?: Partial<Record<CaseField, string>>;
  /** Tells what would happen, and writes nothing. */
  dryRun?: boolean;
  /** Who brought the file; 'cli' when absent. */
  actor?: string;
  /** Portfolios that a dry run takes as set up. */
  planned?: readonly PortfolioRecord[];
  /** Called after each batch with the cases that campaigns may now take in. They also wake by themselves. */
  onEntered?: (caseIds: string[]) => Promise<void> | void;
}

/** Rows of one transaction. */
const BATCH = 1000;

/**
 * Takes a file of cases in. The whole file is checked before anything of it is written; then each row stands for
 * itself. The same file again changes nothing; a changed row updates its case; what fails data verification becomes
 * a case that waits for a person.
 */
export async function importCases(
  desk: IntakeDesk,
  source: ImportSource,
  options: ImportCasesOptions = {},
): Promise<CaseImportResult> {
  const finder = new PortfolioFinder(
    desk.store,
    options.portfolioRef ?? null,
    options.creditorRef ?? null,
    options.dryRun === true ? options.planned : [],
  );
  const standing = await finder.standing();
  if (standing !== null && 'refusal' in standing) return { kind: 'refused', refusal: standing.refusal };
  const file = await inspectFile(source);
  if ('refusal' in file) return { kind: 'refused', refusal: file.refusal };
  const run = new CaseImport(desk, options, finder);
  const started = { fileName: source.name, fileHash: file.hash, portfolioId: standing?.id ?? null };
  return run.take(source, started);
}

class CaseImport {
  private readonly runId: string;
  private readonly at: number;
  private readonly counts: ImportCounts = {
    rows: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    queued: 0,
    refused: 0,
  };
  private readonly faults: RowFault[] = [];
  private readonly queued: QueuedRow[] = [];
  /** Lines by case number, to find repeated ones: the one thing that grows with the file. */
  private readonly seen = new Map<string, number>();
  private ignored: readonly string[] = [];
  private columns: ReadonlySet<string> = new Set();
  private batch: PreparedCase[] = [];
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly desk: IntakeDesk,
    private readonly options: ImportCasesOptions,
    private readonly finder: PortfolioFinder,
  ) {
    this.at = desk.clock.now();
    this.runId = businessId(this.at);
  }

  async take(
    source: ImportSource,
    file: { fileName: string | null; fileHash: Buffer; portfolioId: string | null },
  ): Promise<CaseImportResult> {
    const shape = { columns: caseColumns, cells: caseCells, mapping: this.options.mapping };
    const dryRun = this.options.dryRun === true;
    try {
      for await (const items of readRows(source, shape)) {
        for (const item of items) {
          if (item.kind === 'refused') return { kind: 'refused', refusal: item.refusal };
          if (item.kind === 'header') {
            const missing = this.portfolioFault(item.header.positions.has('portfolio'));
            if (missing !== null) return { kind: 'refused', refusal: missing };
            this.ignored = item.header.ignored;
            this.columns = new Set(item.header.positions.keys());
            if (!dryRun) await this.begin(file);
          } else if (item.kind === 'faults') this.refuse(item.faults);
          else await this.takeRow(item.line, item.row);
        }
      }
      await this.flush();
    } finally {
      await this.writing;
    }
    if (!dryRun) await this.desk.store.finishRun(this.runId, { ...this.counts }, this.desk.clock.now());
    return { kind: 'imported', report: this.report(dryRun) };
  }

  private begin(file: {
    fileName: string | null;
    fileHash: Buffer;
    portfolioId: string | null;
  }): Promise<void> {
    return this.desk.store.beginRun({
      id: this.runId,
      kind: 'cases',
      dryRun: false,
      startedAt: this.at,
      actor: this.options.actor ?? 'cli',
      ...file,
    });
  }

  private portfolioFault(named: boolean): FileRefusal | null {
    if (named || this.options.portfolioRef !== undefined) return null;
    return refusal(
      'unknown-portfolio',
      'neither the file nor the import names a portfolio',
      'name it with --portfolio, or add a column "portfolio" ("portfel")',
    );
  }

  private async takeRow(line: number, row: CaseRow): Promise<void> {
    const portfolio = await this.finder.find(row.portfolio, row.creditor);
    if (typeof portfolio === 'string') {
      const value = row.portfolio ?? row.creditor;
      return this.refuse([
        { line, column: null, value, reason: portfolio, remedy: 'set it up first, or correct the row' },
      ]);
    }
    if (this.repeats(line, row, portfolio)) return;
    this.counts.rows += 1;
    this.batch.push(prepareCase(this.desk, portfolio, line, row, this.columns, this.at));
    if (this.batch.length >= BATCH) await this.flush();
  }

  private repeats(line: number, row: CaseRow, portfolio: PortfolioRecord): boolean {
    const key = `${portfolio.creditorId}/${row.ref}`;
    const first = this.seen.get(key);
    if (first === undefined) {
      this.seen.set(key, line);
      return false;
    }
    const reason = `repeats the case number of line ${first}`;
    this.refuse([{ line, column: null, value: row.ref, reason, remedy: 'keep one of the two rows' }]);
    return true;
  }

  private refuse(faults: RowFault[]): void {
    this.counts.rows += 1;
    this.counts.refused += 1;
    for (const fault of faults) if (this.faults.length < LISTED_FAULTS) this.faults.push(fault);
  }

  /** Hands the batch to the database and goes on reading while it writes; one batch at a time. */
  private async flush(): Promise<void> {
    const batch = this.batch;
    this.batch = [];
    await this.writing;
    if (batch.length === 0) return;
    this.writing = this.write(batch);
    // Whoever awaits it next sees the error; until then it must not count as unhandled.
    this.writing.catch(() => undefined);
  }

  private async write(batch: PreparedCase[]): Promise<void> {
    const { at, runId } = this;
    const dryRun = this.options.dryRun === true;
    let decided: ReturnType<typeof decideCases> = [];
    const completed = (known: KnownRecords): PreparedCase[] =>
      batch.map((each) => completeCase(this.desk, each, known, at));
    const lookUp: IntakeLookUp = {
      cases: batch.map(({ portfolio, row, sourceHash, personKeyHash }) => ({
        creditorId: portfolio.creditorId,
        ref: row.ref,
        sourceHash,
        personKeyHash,
      })),
      valueHashes: (known) =>
        completed(known).flatMap(({ points }) => points.map((point) => point.valueHash)),
    };
    const written = await this.desk.store.takeCases(
      { lookUp, actor: `import:${runId}`, runId, at, dryRun },
      (known) => (decided = decideCases(completed(known), known, at)),
    );
    if (!dryRun) await this.checkInvoices(batch, decided);
    this.counts.unchanged += batch.length - decided.length;
    for (const each of decided) {
      if (written.overtaken.has(each.caseId)) this.counts.unchanged += 1;
      else if (each.review !== null) this.queue(each.review.line, each.ref, each.faults);
      else if (each.isNew) this.counts.created += 1;
      else this.counts.updated += 1;
    }
    // Before a campaign takes them in: whose debt is paid is not to be reminded of it.
    const creditors = new Set(dryRun ? [] : batch.map(({ portfolio }) => portfolio.creditorId));
    for (const creditorId of creditors) await placePaymentsOf(this.desk.casework, creditorId);
    if (written.entered.length > 0) await this.options.onEntered?.(written.entered);
  }

  private checkInvoices(batch: PreparedCase[], decided: ReturnType<typeof decideCases>): Promise<void> {
    const lines = new Map(
      batch.map(({ line, row, portfolio }) => [`${portfolio.creditorId}/${row.ref}`, line]),
    );
    const changed = decided.filter(({ isNew, writes }) => !isNew && writes === 'all');
    const of = changed.map(
      ({ caseId, creditorId, ref }) => [caseId, lines.get(`${creditorId}/${ref}`) ?? 0] as const,
    );
    const run = { id: this.runId, actor: `import:${this.runId}`, at: this.at };
    return checkChangedCases(this.desk.casework, new Map(of), run);
  }

  private queue(line: number, ref: string, faults: VerificationFault[]): void {
    this.counts.queued += 1;
    if (this.queued.length < LISTED_FAULTS) this.queued.push({ line, ref, faults });
  }

  private report(dryRun: boolean): CaseImportReport {
    const { runId, counts, faults, queued } = this;
    return { runId, dryRun, counts, faults, queued, ignoredColumns: this.ignored };
  }
}
