import type { HeaderMap } from '../columns/map-header.js';
import type { RowFault } from '../columns/row-fault.js';
import type { PlanField, PlanRow } from './plan-columns.js';

/** A plan as the rows of a file tell it. */
export interface PlanNotice {
  creditorRef: string | null;
  caseRef: string;
  planRef: string | null;
  currency: string | null;
  cancelled: boolean;
  instalments: { dueOn: string; amountMinor: number }[];
  /** Of each instalment; at least one. */
  lines: number[];
}

export interface ReadPlanRow {
  line: number;
  row: PlanRow;
}

/** Puts rows together to plans, in the order of the file; what a row lacks is told with its line and column. */
export function groupPlans(
  rows: readonly ReadPlanRow[],
  header: HeaderMap<PlanField>,
): { plans: PlanNotice[]; faults: RowFault[] } {
  const plans = new Map<string, PlanNotice>();
  const faults: RowFault[] = [];
  for (const { line, row } of rows) {
    const missing = (['due_on', 'amount'] as const).filter((field) => row[field] === null);
    const isWhole = row.status === 'cancelled' || missing.length === 0;
    if (!isWhole) for (const field of missing) faults.push(empty(line, header.names.get(field) ?? field));
    const key = JSON.stringify([row.creditor, row.case_ref, row.plan_ref]);
    const plan = plans.get(key) ?? {
      creditorRef: row.creditor,
      caseRef: row.case_ref,
      planRef: row.plan_ref,
      currency: row.currency,
      cancelled: false,
      instalments: [],
      lines: [],
    };
    plans.set(key, plan);
    plan.lines.push(line);
    if (row.status === 'cancelled') plan.cancelled = true;
    if (row.due_on !== null && row.amount !== null)
      plan.instalments.push({ dueOn: row.due_on, amountMinor: row.amount });
  }
  return { plans: [...plans.values()], faults };
}

function empty(line: number, column: string): RowFault {
  return { line, column, value: null, reason: 'is empty', remedy: 'fill it in' };
}
