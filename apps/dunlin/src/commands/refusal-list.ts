import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { type RowFault, wordRowProblem } from '#casework';

const HEADER = ['line', 'case', 'column', 'problem', 'what to do'];
/** Characters that are gathered before they are written. */
const AT_ONCE = 1 << 16;
/** Excel takes a file without it for one of its own country's encoding. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Every refused row of a file, as a CSV beside it that takes the place of an earlier one once it is whole. Where none
 * was refused there is none. One that cannot be written holds no import up: the fault is told at the end.
 */
export class RefusalList {
  /** Where it stands once it is finished. */
  readonly path: string;
  count = 0;
  private readonly draft: string;
  private file: number | null = null;
  private drafted = false;
  private text = '';
  private fault: Error | null = null;

  /** @param input the file whose rows are refused */
  constructor(input: string) {
    this.path = `${input.replace(/\.(csv|txt|tsv)$/i, '')}.refused.csv`;
    this.draft = `${this.path}.${process.pid}`;
  }

  add(faults: readonly RowFault[], caseRef: string | null): void {
    for (const fault of faults) {
      if (this.count === 0) this.text = BYTE_ORDER_MARK + line(HEADER);
      this.count += 1;
      const { column, remedy } = fault;
      this.text += line([String(fault.line), caseRef ?? '', column ?? '', wordRowProblem(fault), remedy]);
    }
    if (this.text.length >= AT_ONCE) this.attempt(() => this.write());
  }

  /** Puts the list in its place, or clears the place; answers with why it could not. */
  finish(): Error | null {
    this.attempt(() => {
      if (this.count === 0) return rmSync(this.path, { force: true });
      const file = this.write();
      fsyncSync(file);
      this.close();
      renameSync(this.draft, this.path);
    });
    this.discard();
    return this.fault;
  }

  /** Leaves nothing behind, and an earlier list where it is; after {@link finish} there is nothing left to do. */
  discard(): void {
    this.close();
    if (this.drafted) rmSync(this.draft, { force: true });
  }

  private attempt(work: () => void): void {
    if (this.fault === null)
      try {
        work();
      } catch (error) {
        this.fault = error as Error;
      }
    // What cannot be written is not kept either.
    if (this.fault !== null) this.text = '';
  }

  private write(): number {
    this.file ??= openSync(this.draft, 'w', 0o600);
    this.drafted = true;
    writeFileSync(this.file, this.text);
    this.text = '';
    return this.file;
  }

  private close(): void {
    if (this.file !== null) closeSync(this.file);
    this.file = null;
  }
}

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join(';')}\r\n`;
}

/** What a spreadsheet would take for a formula is set off by an apostrophe, as it does so itself. */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
