import type { PlanNotice } from './group-plans.js';

/** A plan of the file that another one, further down, takes the place of. */
export interface SupersededPlan {
  /** Of its first row. */
  line: number;
  caseRef: string;
  planRef: string | null;
  /** First row of the plan that stands in its place. */
  byLine: number;
}

/**
 * Of several plans of one case in a file, the one whose rows end last: agreed one after the other they would replace each
 * other at every import. Who takes back whichever plan runs, without a number, says something of the case's only plan, so
 * that it counts among them; one that is taken back by its number stands apart.
 */
export function latestPlans(
  plans: readonly PlanNotice[],
  creditorRef: string | undefined,
): { latest: PlanNotice[]; superseded: SupersededPlan[] } {
  const byCase = new Map<string, PlanNotice>();
  for (const plan of plans) {
    if (standsApart(plan)) continue;
    const of = caseOf(plan, creditorRef);
    const other = byCase.get(of);
    if (other === undefined || lastLine(plan) > lastLine(other)) byCase.set(of, plan);
  }
  const latest: PlanNotice[] = [];
  const superseded: SupersededPlan[] = [];
  for (const plan of plans) {
    const by = standsApart(plan) ? plan : (byCase.get(caseOf(plan, creditorRef)) ?? plan);
    const { lines, caseRef, planRef } = plan;
    if (by === plan) latest.push(plan);
    else superseded.push({ line: lines[0] ?? 0, caseRef, planRef, byLine: by.lines[0] ?? 0 });
  }
  return { latest, superseded };
}

const standsApart = ({ cancelled, planRef }: PlanNotice): boolean => cancelled && planRef !== null;

const caseOf = (plan: PlanNotice, creditorRef: string | undefined): string =>
  JSON.stringify([plan.creditorRef ?? creditorRef ?? null, plan.caseRef]);

const lastLine = ({ lines }: PlanNotice): number => Math.max(...lines);
