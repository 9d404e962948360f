import { setImmediate as others } from 'node:timers/promises';
import type { PortfolioRecord } from '#contracts';
import { type FileRefusal, refusal } from '../file/file-refusal.js';
import type { ImportSource } from '../file/import-source.js';
import { inspectFile } from '../file/inspect-file.js';
import type { CaseImportResult } from '../import-report.js';
import type { IntakeDesk } from '../intake-desk.js';
import { IntakeRun, type RunOptions } from '../intake-run.js';
import { takeRows } from '../take-rows.js';
import { BatchesUnderWay } from './batches-under-way.js';
import { storeBatch } from './case-batch.js';
import { type CaseField, caseColumns } from './case-columns.js';
import { type CaseRow, caseCells } from './case-row.js';
import { CaseTally } from './case-tally.js';
import { PortfolioFinder } from './portfolio-finder.js';
import { type PreparedCase, prepareCase } from './prepare-case.js';
import { SeenCases } from './seen-cases.js';

export interface ImportCasesOptions extends RunOptions {
  /** Portfolio of the rows that name none themselves. */
  portfolioRef?: string;
  /** Tells portfolios of one ref apart. */
  creditorRef?: string;
  /** Field to the file's own name for it, where the aliases do not know it. */
  mapping?: Partial<Record<CaseField, string>>;
  /** Portfolios that a dry run takes as set up. */
  planned?: readonly PortfolioRecord[];
  /** Called after each batch with the cases that campaigns may now take in. They also wake by themselves. */
  onEntered?: (caseIds: string[]) => Promise<void> | void;
}

/** Rows of one transaction. */
const BATCH = 1000;

/** Rows that are read at a stretch: some two milliseconds, for which a database that has answered waits. */
const STRETCH = 16;

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
  return run.take(source, file.hash, standing?.id ?? null);
}

class CaseImport {
  private readonly run: IntakeRun;
  private readonly tally: CaseTally;
  private readonly seen = new SeenCases();
  private columns: ReadonlySet<string> = new Set();
  private batch: PreparedCase[] = [];
  private read = 0;
  private readonly underWay = new BatchesUnderWay(
    (batch) => storeBatch(this.desk, this.run, batch),
    async (stored) => {
      this.tally.add(stored);
      if (stored.entered.length > 0) await this.options.onEntered?.(stored.entered);
    },
  );

  constructor(
    private readonly desk: IntakeDesk,
    private readonly options: ImportCasesOptions,
    private readonly finder: PortfolioFinder,
  ) {
    this.run = new IntakeRun(desk, 'cases', options);
    this.tally = new CaseTally(options.onRefused);
  }

  async take(source: ImportSource, fileHash: Buffer, portfolioId: string | null): Promise<CaseImportResult> {
    const { tally, run } = this;
    const { mapping } = this.options;
    const shape = {
      columns: caseColumns,
      cells: caseCells,
      caseField: 'ref',
      mapping,
      attributes: true,
    } as const;
    let ignored: readonly string[] = [];
    let refusal: FileRefusal | null;
    try {
      refusal = await takeRows(source, shape, {
        header: async (header) => {
          const missing = this.portfolioFault(header.positions.has('portfolio'));
          if (missing !== null) return missing;
          ignored = header.ignored;
          this.columns = new Set(header.positions.keys());
          await run.begin(source.name, fileHash, portfolioId);
          return null;
        },
        faults: (faults, caseRef) => tally.refused.add(faults, caseRef),
        row: (line, row) => this.takeRow(line, row),
      });
      await this.flush();
    } finally {
      await this.underWay.finish();
    }
    if (refusal !== null) return { kind: 'refused', refusal };
    await run.finish(tally.counts);
    return { kind: 'imported', report: { ...tally.report(run), ignoredColumns: ignored } };
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
    const { refused } = this.tally;
    const found = this.finder.find(row.portfolio, row.creditor);
    // Of a portfolio that is known already nobody waits for a promise: there is one for each row otherwise.
    const portfolio = found instanceof Promise ? await found : found;
    if (typeof portfolio === 'string') {
      const value = row.portfolio ?? row.creditor;
      const remedy = 'set it up first, or correct the row';
      return refused.add([{ line, column: null, value, reason: portfolio, remedy }], row.ref);
    }
    const first = this.seen.firstLine(portfolio.creditorId, row.ref, line);
    if (first !== null) {
      const reason = `repeats the case number of line ${first}`;
      return refused.add(
        [{ line, column: null, value: row.ref, reason, remedy: 'keep one of the two rows' }],
        row.ref,
      );
    }
    this.batch.push(prepareCase(this.desk, portfolio, line, row, this.columns, this.run));
    this.read += 1;
    if (this.batch.length >= BATCH) await this.flush();
    else if (this.read % STRETCH === 0) await others();
  }

  /** Hands the batch to the database and goes on reading while it writes. */
  private async flush(): Promise<void> {
    const batch = this.batch;
    this.batch = [];
    if (batch.length > 0) await this.underWay.begin(batch);
  }
}
