import { type CaseImportReport, type ImportCounts, LISTED_FAULTS, type QueuedRow } from '../import-report.js';
import type { IntakeRun } from '../intake-run.js';
import { type OnRefused, RefusedRows } from '../refused-rows.js';
import type { StoredBatch } from './case-batch.js';

/** What became of the rows so far: each one counted, the first of those told that a person must see to. */
export class CaseTally {
  readonly refused: RefusedRows;
  private readonly queued: QueuedRow[] = [];
  private frozen = 0;
  private readonly stored = { created: 0, updated: 0, unchanged: 0, queued: 0 };

  constructor(onRefused?: OnRefused) {
    this.refused = new RefusedRows(onRefused);
  }

  add({ created, updated, unchanged, queued, frozen }: StoredBatch): void {
    this.frozen += frozen;
    this.stored.created += created;
    this.stored.updated += updated;
    this.stored.unchanged += unchanged;
    this.stored.queued += queued.length;
    this.queued.push(...queued.slice(0, LISTED_FAULTS - this.queued.length));
  }

  get counts(): ImportCounts {
    const { created, updated, unchanged, queued } = this.stored;
    const refused = this.refused.count;
    return { rows: created + updated + unchanged + queued + refused, ...this.stored, refused };
  }

  report({ id: runId, dryRun }: IntakeRun): Omit<CaseImportReport, 'ignoredColumns'> {
    return {
      runId,
      dryRun,
      counts: this.counts,
      faults: this.refused.faults,
      queued: this.queued,
      frozen: this.frozen,
    };
  }
}
