import { type CaseRecord, type CaseworkTransaction, INVOICES_DIFFER } from '#contracts';
import { businessId } from '../../desk/business-id.js';
import { Records } from '../../desk/records.js';
import { balanceInvoices } from './balance-invoices.js';

/** Lines of the file on which a case is first named, by the case's id. */
export type LinesOfCases = ReadonlyMap<string, number>;

/**
 * Compares invoices with principals once a file of them is in, or a row has changed its case; cases without invoices are
 * left alone. A case whose amounts differ waits for a person and is not contacted meanwhile; one that waited for just
 * that and agrees now is open again. Answers with those that differ.
 */
export async function checkInvoices(
  tx: CaseworkTransaction,
  lines: LinesOfCases,
  run: { id: string; actor: string; at: number },
): Promise<CaseRecord[]> {
  const ids = [...lines.keys()];
  const cases = (await tx.cases(ids)).filter(({ status }) => status !== 'closed');
  const paid = await tx.paidOfPrincipal(ids);
  const invoices = await tx.invoices(ids);
  const differing: CaseRecord[] = [];
  const agreeing: CaseRecord[] = [];
  for (const record of cases) {
    if (!invoices.some(({ caseId }) => caseId === record.id)) continue;
    const principal = { open: record.open.principal, paid: paid.get(record.id) ?? 0 };
    const balance = balanceInvoices(
      invoices.filter(({ caseId }) => caseId === record.id),
      principal,
    );
    if (balance.kind === 'paidBefore') await tx.payInvoices(balance.paid);
    (balance.kind === 'differs' ? differing : agreeing).push(record);
  }
  await question(tx, differing, lines, run);
  await reopen(tx, agreeing, run);
  return differing;
}

async function question(
  tx: CaseworkTransaction,
  cases: CaseRecord[],
  lines: LinesOfCases,
  run: { id: string; actor: string; at: number },
): Promise<void> {
  const questions = cases.map(({ id }) => ({
    id: businessId(run.at),
    caseId: id,
    line: lines.get(id) ?? 0,
  }));
  const asked = new Set(await tx.questionInvoices(questions, run.id, run.at));
  if (asked.size === 0) return;
  await tx.cancelInFlight({ caseIds: [...asked] }, 'data-verification');
  const records = new Records(run.actor, run.at);
  for (const record of cases.filter(({ id }) => asked.has(id))) {
    const detail = { status: 'verifying', faults: [INVOICES_DIFFER], changed: ['invoices'] };
    records.event(record, 'case.changed', detail).wake(record.id, 'case.changed');
  }
  await tx.record(records);
}

async function reopen(
  tx: CaseworkTransaction,
  cases: CaseRecord[],
  run: { actor: string; at: number },
): Promise<void> {
  const ids = cases.map(({ id }) => id);
  const opened = new Set(await tx.settleInvoiceQuestions(ids, run.actor, run.at));
  if (opened.size === 0) return;
  const records = new Records(run.actor, run.at);
  for (const record of cases.filter(({ id }) => opened.has(id)))
    records.event(record, 'case.verified').wake(record.id, 'case.imported');
  await tx.record(records);
}
