/** An escalation on somebody's desk that nobody has claimed. */
export interface AssignedWork {
  readonly dueAt: number;
  /** How often it was passed on before. */
  readonly passings: number;
}

/** Unless a creditor says otherwise: the third agent who would get it is a lead. */
export const DEFAULT_PASSINGS = 2;

/**
 * Why work that is assigned, but not claimed, goes to somebody else. `lapsed`: its due time came; `away`: its agent
 * is not back before it; `inactive`: its agent no longer takes any.
 */
export type PassingReason = 'lapsed' | 'away' | 'inactive';

/**
 * Why it is passed on; null when it stays. What was passed on as often as the creditor wants lies with a lead: it
 * stays there when it lapses, overdue for all to see.
 * @param agent null when whoever had it takes no work any more
 * @param at business instant, epoch ms
 */
export function reasonToPass(
  work: AssignedWork,
  agent: { readonly backFrom: number } | null,
  at: number,
  passings: number,
): PassingReason | null {
  if (agent === null) return 'inactive';
  if (work.dueAt <= at) return work.passings < passings ? 'lapsed' : null;
  return agent.backFrom < work.dueAt ? null : 'away';
}

/** The priority of what was passed on: one step more urgent, urgent at most. */
export function raisedPriority(priority: number): number {
  return Math.max(1, priority - 1);
}

/** Whether only a lead may take it. */
export function isForLead(timesPassed: number, passings: number): boolean {
  return timesPassed > 0 && timesPassed >= passings;
}
