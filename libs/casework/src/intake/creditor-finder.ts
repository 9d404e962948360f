import type { Desk } from '../desk/desk.js';
import { type FileRefusal, refusal } from './file/file-refusal.js';

/** Finds the creditor of each row of a file, asking for each one once. */
export class CreditorFinder {
  private readonly found = new Map<string, string | null>();

  constructor(
    private readonly desk: Desk,
    /** Creditor of the rows that name none themselves. */
    private readonly standingRef: string | undefined,
  ) {}

  /** Why the file cannot be taken in under the creditor that the import names; null when it can, or names none. */
  async standingFault(): Promise<FileRefusal | null> {
    const { standingRef } = this;
    if (standingRef === undefined || (await this.ask(standingRef)) !== null) return null;
    const reason = `there is no creditor "${standingRef}"`;
    return refusal('unknown-creditor', reason, 'correct the name, or set it up first');
  }

  /** Why nobody would know whose the rows are; null when the import says it, or the file has a column for it. */
  unnamedFault(hasColumn: boolean): FileRefusal | null {
    if (hasColumn || this.standingRef !== undefined) return null;
    const remedy = 'name it with --creditor, or add a column "creditor" ("wierzyciel")';
    return refusal('unknown-creditor', 'neither the file nor the import names a creditor', remedy);
  }

  /** The creditor that a row names, else the import's; the id is null when none is named, or it is not on record. */
  async find(rowRef: string | null): Promise<{ ref: string | null; id: string | null }> {
    const ref = rowRef ?? this.standingRef ?? null;
    return { ref, id: ref === null ? null : await this.ask(ref) };
  }

  private async ask(ref: string): Promise<string | null> {
    const known = this.found.get(ref);
    if (known !== undefined) return known;
    const id = (await this.desk.store.creditorByRef(ref))?.id ?? null;
    this.found.set(ref, id);
    return id;
  }
}
