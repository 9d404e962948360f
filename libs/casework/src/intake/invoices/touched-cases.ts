import type { CaseRecord, CaseworkTransaction, InvoiceRecord } from '#contracts';
import type { Desk } from '../../desk/desk.js';
import { LISTED_FAULTS, type QueuedRow } from '../import-report.js';
import type { IntakeRun } from '../intake-run.js';
import { balanceInvoices } from './balance-invoices.js';
import { checkInvoices } from './check-invoices.js';
import type { DecidedInvoices } from './decide-invoices.js';

/** Cases of one transaction. */
const BATCH = 500;

/** The cases that a file of invoices names: their sums can be told only once all its rows are in. */
export class TouchedCases {
  private readonly cases = new Map<string, { personId: string; line: number }>();
  /** What a dry run would have written, by case. */
  private readonly planned = new Map<string, InvoiceRecord[]>();

  constructor(
    private readonly desk: Desk,
    private readonly run: IntakeRun,
  ) {}

  /** Remembers the first line that names a case. */
  add({ id, personId }: CaseRecord, line: number): void {
    if (!this.cases.has(id)) this.cases.set(id, { personId, line });
  }

  /** Remembers what a dry run would have written. */
  plan({ created, updated }: DecidedInvoices, known: readonly InvoiceRecord[]): void {
    for (const invoice of [...known, ...created, ...updated]) {
      const others = (this.planned.get(invoice.caseId) ?? []).filter(
        ({ number }) => number !== invoice.number,
      );
      this.planned.set(invoice.caseId, [...others, invoice]);
    }
  }

  /** Compares each case's invoices with its principal; tells those that differ, which a person looks at. */
  async check(): Promise<{ count: number; listed: QueuedRow[] }> {
    const all = [...this.cases];
    const queued = { count: 0, listed: [] as QueuedRow[] };
    for (let from = 0; from < all.length; from += BATCH) {
      const part = all.slice(from, from + BATCH);
      const lines = new Map(part.map(([caseId, { line }]) => [caseId, line]));
      const personIds = [...new Set(part.map(([, { personId }]) => personId))];
      for (const { id, ref } of await this.differing(lines, personIds)) {
        queued.count += 1;
        if (queued.listed.length < LISTED_FAULTS)
          queued.listed.push({ line: lines.get(id) ?? 0, ref, faults: ['invoices-differ'] });
      }
    }
    return queued;
  }

  private differing(lines: ReadonlyMap<string, number>, personIds: string[]): Promise<CaseRecord[]> {
    const { dryRun } = this.run;
    return this.desk.store.transaction({ personIds: dryRun ? [] : personIds }, (tx) =>
      dryRun ? this.forecast(tx, [...lines.keys()]) : checkInvoices(tx, lines, this.run),
    );
  }

  private async forecast(tx: CaseworkTransaction, ids: string[]): Promise<CaseRecord[]> {
    const paid = await tx.paidOfPrincipal(ids);
    return (await tx.cases(ids)).filter((record) => {
      const principal = { open: record.open.principal, paid: paid.get(record.id) ?? 0 };
      return balanceInvoices(this.planned.get(record.id) ?? [], principal).kind === 'differs';
    });
  }
}
