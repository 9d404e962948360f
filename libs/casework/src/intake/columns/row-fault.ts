/** Why a row was not taken in; the good rows around it were. */
export interface RowFault {
  /** Line of the file, from 1; that on which the row begins. */
  readonly line: number;
  /** The file's own name of the column; null when the row as a whole is at fault. */
  readonly column: string | null;
  /** The cell's text, where it is no personal datum. */
  readonly value: string | null;
  readonly reason: string;
  readonly remedy: string;
}

/** `line 12, column "kwota": "1,234,50" has two decimal marks; write 1234,50` */
export function wordRowFault(fault: RowFault): string {
  const column = fault.column === null ? '' : `, column "${fault.column}"`;
  return `line ${fault.line}${column}: ${wordRowProblem(fault)}; ${fault.remedy}`;
}

/** `"1,234,50" has two decimal marks` */
export function wordRowProblem({ value, reason }: RowFault): string {
  return value === null ? reason : `"${value}" ${reason}`;
}
