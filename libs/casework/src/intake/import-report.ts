import type { VerificationFault } from '#contracts';
import type { FileRefusal } from './file/file-refusal.js';
import type { RowFault } from './columns/row-fault.js';

/** A row whose case waits for a person. */
export interface QueuedRow {
  line: number;
  ref: string;
  faults: VerificationFault[];
}

/** What an import did, or would do. Each row counts once. */
export interface ImportCounts {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  queued: number;
  refused: number;
}

export interface CaseImportReport {
  runId: string;
  dryRun: boolean;
  counts: ImportCounts;
  /** The first of them; counts.refused rows have at least one each. */
  faults: RowFault[];
  queued: QueuedRow[];
  /** Rows of which more interest or costs were not taken, because a breathing space is in force. */
  frozen: number;
  /** Columns of the file that nothing was taken from. */
  ignoredColumns: readonly string[];
}

export type CaseImportResult =
  { kind: 'refused'; refusal: FileRefusal } | { kind: 'imported'; report: CaseImportReport };

/** How many faults a report lists; a file that is wrong throughout must not fill the memory. */
export const LISTED_FAULTS = 1000;
