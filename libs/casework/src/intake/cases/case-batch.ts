import type { IntakeCase, IntakeLookUp, KnownRecords, VerificationFault } from '#contracts';
import { placePaymentsOf } from '../../payments/place-payments.usecase.js';
import type { IntakeDesk } from '../intake-desk.js';
import type { IntakeRun } from '../intake-run.js';
import { checkInvoices } from '../invoices/check-invoices.js';
import { completeCase } from './complete-case.js';
import { decideCases } from './decide-cases.js';
import type { PreparedCase } from './prepare-case.js';
import type { PreparedPoint } from './prepare-points.js';

/** What became of the rows of a batch. */
export interface StoredBatch {
  created: number;
  updated: number;
  unchanged: number;
  queued: { line: number; ref: string; faults: VerificationFault[] }[];
  /** Those of which more interest or costs were not taken. */
  frozen: number;
  /** Cases that campaigns may now take in. */
  entered: string[];
}

/** Decides and stores a batch of rows in one transaction, and what it means for invoices; payments are seen to after it. */
export async function storeBatch(
  desk: IntakeDesk,
  run: IntakeRun,
  batch: readonly PreparedCase[],
): Promise<StoredBatch> {
  const { id: runId, at, actor, dryRun } = run;
  let decided: IntakeCase[] = [];
  const entered = await desk.store.takeCases(
    { lookUp: lookUpOf(desk, batch, run), actor, runId, at, dryRun },
    (known) => (decided = decideCases(completed(desk, batch, known, run), known, at)),
    async (tx) => {
      const lines = linesOfChanged(batch, decided);
      if (lines.size > 0) await checkInvoices(tx, lines, run);
    },
  );
  const stored = outcomeOf(batch, decided, entered);
  if (dryRun) return stored;
  // Before a campaign takes them in: whose debt is paid is not to be reminded of it.
  for (const creditorId of new Set(batch.map(({ portfolio }) => portfolio.creditorId)))
    await placePaymentsOf(desk.casework, creditorId);
  return stored;
}

function completed(
  desk: IntakeDesk,
  batch: readonly PreparedCase[],
  known: KnownRecords,
  run: IntakeRun,
): readonly PreparedCase[] {
  // Of a file that is new, nothing is on record.
  if (known.cases.size + known.debtors.size === 0) return batch;
  return batch.map((each) => completeCase(desk, each, known, run));
}

function lookUpOf(desk: IntakeDesk, batch: readonly PreparedCase[], run: IntakeRun): IntakeLookUp {
  return {
    cases: batch.map(({ portfolio, row, sourceHash, personKeyHash, points }) => ({
      creditorId: portfolio.creditorId,
      ref: row.ref,
      sourceHash,
      personKeyHash,
      withdraws: points.some(takesBack),
    })),
    valueHashes: (known) =>
      completed(desk, batch, known, run).flatMap(({ points }) => points.map((point) => point.valueHash)),
  };
}

function takesBack({ consents }: PreparedPoint): boolean {
  return Object.values(consents).some(({ said }) => said === 'withdrawn');
}

function outcomeOf(
  batch: readonly PreparedCase[],
  decided: readonly IntakeCase[],
  entered: string[],
): StoredBatch {
  const stored: StoredBatch = {
    created: 0,
    updated: 0,
    unchanged: batch.length - decided.length,
    queued: [],
    frozen: 0,
    entered,
  };
  for (const { ref, review, faults, isNew, event } of decided) {
    if ('frozen' in event.detail) stored.frozen += 1;
    if (review !== null) stored.queued.push({ line: review.line, ref, faults });
    else if (isNew) stored.created += 1;
    else stored.updated += 1;
  }
  return stored;
}

/** On which line each case stands whose own row changed it: its invoices may no longer add up to it. */
function linesOfChanged(batch: readonly PreparedCase[], decided: readonly IntakeCase[]): Map<string, number> {
  const changed = decided.filter(({ isNew, writes }) => !isNew && writes === 'all');
  if (changed.length === 0) return new Map();
  const lines = new Map(
    batch.map(({ line, row, portfolio }) => [`${portfolio.creditorId}/${row.ref}`, line]),
  );
  return new Map(
    changed.map(({ caseId, creditorId, ref }) => [caseId, lines.get(`${creditorId}/${ref}`) ?? 0]),
  );
}
