import type { RowFault } from './columns/row-fault.js';
import { LISTED_FAULTS } from './import-report.js';

/**
 * Is told of every row that was not taken in, when it is met: reports list the first of them alone.
 * @param caseRef of the row; null where it names none, or cannot be told
 */
export type OnRefused = (faults: readonly RowFault[], caseRef: string | null) => void;

/** Rows of a file that were not taken in: each one counted, the faults of the first told. */
export class RefusedRows {
  count = 0;
  readonly faults: RowFault[] = [];

  constructor(private readonly onRefused?: OnRefused) {}

  add(faults: readonly RowFault[], caseRef: string | null): void {
    this.count += 1;
    for (const fault of faults) if (this.faults.length < LISTED_FAULTS) this.faults.push(fault);
    this.onRefused?.(faults, caseRef);
  }
}
