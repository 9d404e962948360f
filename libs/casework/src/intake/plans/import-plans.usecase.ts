import { businessId } from '../../desk/business-id.js';
import { agreePlan } from '../../plans/agree-plan.usecase.js';
import { cancelPlan } from '../../plans/cancel-plan.usecase.js';
import { wordScheduleFault } from '../../plans/word-schedule-fault.js';
import type { HeaderMap } from '../columns/map-header.js';
import type { RowFault } from '../columns/row-fault.js';
import type { FileRefusal } from '../file/file-refusal.js';
import type { ImportSource } from '../file/import-source.js';
import { inspectFile } from '../file/inspect-file.js';
import { LISTED_FAULTS } from '../import-report.js';
import type { IntakeDesk } from '../intake-desk.js';
import { readRows } from '../read-rows.js';
import type { OnRefused } from '../refused-rows.js';
import { groupPlans, type PlanNotice, type ReadPlanRow } from './group-plans.js';
import { latestPlans, type SupersededPlan } from './latest-plans.js';
import { planColumns, type PlanField, planCells } from './plan-columns.js';

export interface ImportPlansOptions {
  /** Creditor of the rows that name none themselves. */
  creditorRef?: string;
  mapping?: Partial<Record<PlanField, string>>;
  dryRun?: boolean;
  /** Who brought the file; 'cli' when absent. */
  actor?: string;
  /** Is told of every row that is not taken in, once all are known. */
  onRefused?: OnRefused;
}

/** Plans of a file; each counts once, under one of the last five. */
export interface PlanImportCounts {
  rows: number;
  /** Rows that cannot be read; where there is one, nothing of the file was taken in. */
  unreadable: number;
  /** As many as the rows tell apart; of those that cannot be read, one at least where no other row is. */
  plans: number;
  agreed: number;
  cancelled: number;
  /** Told before; nothing changed. */
  repeated: number;
  /** Another plan of the same case stands further down in the file. */
  superseded: number;
  refused: number;
}

export interface PlanImportReport {
  runId: string;
  dryRun: boolean;
  counts: PlanImportCounts;
  faults: RowFault[];
  /** The first of them. */
  superseded: SupersededPlan[];
  ignoredColumns: readonly string[];
}

export type PlanImportResult =
  { kind: 'refused'; refusal: FileRefusal } | { kind: 'imported'; report: PlanImportReport };

type Outcome = 'agreed' | 'cancelled' | 'repeated' | RowFault[];

/**
 * Takes a file of plans in, one row an instalment. A row that cannot be read keeps the whole file out, since a plan
 * would lack an instalment and nobody would know; a plan that cannot be taken keeps out itself alone. Of several plans of
 * one case the one further down counts, so that the same file again changes nothing.
 */
export async function importPlans(
  intake: IntakeDesk,
  source: ImportSource,
  options: ImportPlansOptions = {},
): Promise<PlanImportResult> {
  const inspected = await inspectFile(source);
  if ('refusal' in inspected) return { kind: 'refused', refusal: inspected.refusal };
  const read = await readAll(source, options);
  if ('refusal' in read) return { kind: 'refused', refusal: read.refusal };
  const { rows, header } = read;
  const grouped = groupPlans(rows, header);
  const faults = [...read.faults, ...grouped.faults];
  const runId = businessId(intake.clock.now());
  const dryRun = options.dryRun === true;
  const { latest, superseded } = latestPlans(grouped.plans, options.creditorRef);
  const counts: PlanImportCounts = {
    rows: rows.length + linesOf(read.faults),
    unreadable: linesOf(faults),
    plans: Math.max(grouped.plans.length, Math.min(faults.length, 1)),
    agreed: 0,
    cancelled: 0,
    repeated: 0,
    superseded: 0,
    refused: 0,
  };
  const run = {
    id: runId,
    kind: 'plans',
    portfolioId: null,
    fileName: source.name,
    fileHash: inspected.hash,
    actor: options.actor ?? 'cli',
    dryRun,
    startedAt: intake.clock.now(),
  } as const;
  if (!dryRun) await intake.store.beginRun(run);
  if (faults.length > 0) counts.refused = counts.plans;
  else {
    counts.superseded = superseded.length;
    for (const plan of latest) {
      const outcome = await takeNotice(intake, plan, header, options, runId);
      if (typeof outcome === 'string') counts[outcome] += 1;
      else {
        counts.refused += 1;
        faults.push(...outcome);
      }
    }
  }
  if (!dryRun) await intake.store.finishRun(runId, { ...counts }, intake.clock.now());
  for (const fault of faults) options.onRefused?.([fault], read.caseRefs.get(fault.line) ?? null);
  const told = counts.superseded === 0 ? [] : superseded.slice(0, LISTED_FAULTS);
  const report = { runId, dryRun, counts, faults: faults.slice(0, LISTED_FAULTS), superseded: told };
  return { kind: 'imported', report: { ...report, ignoredColumns: header.ignored } };
}

const linesOf = (faults: readonly RowFault[]): number => new Set(faults.map(({ line }) => line)).size;

async function readAll(
  source: ImportSource,
  { mapping }: ImportPlansOptions,
): Promise<
  | { refusal: FileRefusal }
  | {
      header: HeaderMap<PlanField>;
      rows: ReadPlanRow[];
      faults: RowFault[];
      /** By line. */
      caseRefs: ReadonlyMap<number, string | null>;
    }
> {
  const rows: ReadPlanRow[] = [];
  const faults: RowFault[] = [];
  const caseRefs = new Map<number, string | null>();
  const shape = { columns: planColumns, cells: planCells, caseField: 'case_ref', mapping } as const;
  let header: HeaderMap<PlanField> | null = null;
  for await (const items of readRows(source, shape)) {
    for (const item of items) {
      if (item.kind === 'refused') return { refusal: item.refusal };
      if (item.kind === 'header') header = item.header;
      else if (item.kind === 'faults') {
        faults.push(...item.faults);
        for (const { line } of item.faults) caseRefs.set(line, item.caseRef);
      } else {
        rows.push({ line: item.line, row: item.row });
        caseRefs.set(item.line, item.row.case_ref);
      }
    }
  }
  if (header === null) throw new Error('a file without a header was read');
  return { header, rows, faults, caseRefs };
}

async function takeNotice(
  intake: IntakeDesk,
  plan: PlanNotice,
  header: HeaderMap<PlanField>,
  options: ImportPlansOptions,
  runId: string,
): Promise<Outcome> {
  const desk = intake.casework;
  const at = (field: PlanField, instalment: number | null) => ({
    line: plan.lines[(instalment ?? 1) - 1] ?? 0,
    column: header.names.get(field) ?? null,
  });
  const ref = plan.creditorRef ?? options.creditorRef ?? null;
  const creditor = ref === null ? null : await desk.store.creditorByRef(ref);
  if (creditor === null) {
    const reason = ref === null ? 'the row names no creditor' : 'is no creditor on record';
    return [{ ...at('creditor', null), value: ref, reason, remedy: 'name the creditor of the case' }];
  }
  const found = (await desk.store.casesByRef(creditor.id, [plan.caseRef])).get(plan.caseRef);
  const noCase = { reason: 'is no case of this creditor', remedy: 'correct the number, or import the case' };
  if (found === undefined) return [{ ...at('case_ref', null), value: plan.caseRef, ...noCase }];
  const command = { caseId: found.caseId, creditorId: creditor.id, actor: `import:${runId}` };
  if (plan.cancelled) {
    // A file that lists every plan there ever was names old ones too: they take nothing back from the one that runs.
    const ref = plan.planRef ?? undefined;
    const result = await cancelPlan(desk, { ...command, ref, dryRun: options.dryRun });
    return result.kind === 'ok' ? 'cancelled' : 'repeated';
  }
  const result = await agreePlan(desk, {
    ...command,
    ref: plan.planRef,
    currency: plan.currency ?? undefined,
    instalments: plan.instalments,
    dryRun: options.dryRun,
  });
  if (result.kind === 'ok') return 'agreed';
  if (result.kind === 'alreadyDone') return 'repeated';
  if (result.kind === 'faulty') {
    return result.faults.map((fault) => ({
      ...at(fault.field ?? 'case_ref', fault.instalment),
      value: null,
      ...wordScheduleFault(fault),
    }));
  }
  if (result.kind === 'notFound') return [{ ...at('case_ref', null), value: plan.caseRef, ...noCase }];
  return result.reason === 'case-closed'
    ? [{ ...at('case_ref', null), value: plan.caseRef, reason: 'is closed', remedy: 'leave the plan out' }]
    : [
        {
          ...at('currency', null),
          value: plan.currency,
          reason: 'is not the currency of the case',
          remedy: 'write the amounts in the currency of the case',
        },
      ];
}
