import type { RowFault } from './columns/row-fault.js';
import { LISTED_FAULTS } from './import-report.js';

/** Rows of a file that were not taken in: each one counted, the faults of the first told. */
export class RefusedRows {
  count = 0;
  readonly faults: RowFault[] = [];

  add(faults: readonly RowFault[]): void {
    this.count += 1;
    for (const fault of faults) if (this.faults.length < LISTED_FAULTS) this.faults.push(fault);
  }
}
