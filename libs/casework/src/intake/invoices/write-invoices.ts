import type { CaseRecord, CaseworkTransaction } from '#contracts';
import { Records } from '../../desk/records.js';
import type { IntakeRun } from '../intake-run.js';
import type { DecidedInvoices } from './decide-invoices.js';

/** Stores the invoices that are new or changed, each case's with an event of its own. */
export async function writeInvoices(
  tx: CaseworkTransaction,
  { created, updated }: DecidedInvoices,
  cases: readonly CaseRecord[],
  { actor, at }: IntakeRun,
): Promise<void> {
  if (created.length + updated.length === 0) return;
  await tx.writeInvoices([...created, ...updated]);
  const records = new Records(actor, at);
  for (const record of cases) {
    const added = created.filter(({ caseId }) => caseId === record.id).length;
    const changed = updated.filter(({ caseId }) => caseId === record.id);
    if (added > 0) records.event(record, 'invoices.imported', { invoices: added });
    if (changed.length > 0)
      records.event(record, 'invoices.changed', { invoices: changed.map(({ number }) => number) });
  }
  await tx.record(records);
}
