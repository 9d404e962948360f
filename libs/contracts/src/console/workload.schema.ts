import { z } from 'zod';
import { instantView } from './view-parts.schema.js';

const count = z.int().min(0);

export const idleView = z.object({
  businessNow: instantView,
  idle: z
    .boolean()
    .describe('Nothing is due and nothing is on its way: nothing more happens until time passes.'),
  dueNow: z.object({
    enrolments: count,
    deferred: count,
    holds: count,
    agreements: count.describe('Promises and plans about which something is due.'),
    escalationRuns: count,
    lapsed: count.describe('Escalations to be passed on, since nobody claimed them in time.'),
    wakeUps: count,
    moving: count,
    inDoubt: count,
  }),
  nextAt: instantView
    .nullable()
    .describe('The next business instant at which anything is due; null when nothing is.'),
});
export type IdleView = z.infer<typeof idleView>;

export const clockView = z.object({
  mode: z.enum(['real', 'demo', 'stepped']),
  factor: z.number().describe('Business seconds per machine second.'),
  businessNow: instantView,
});
export type ClockView = z.infer<typeof clockView>;

/** What there is to do now and next; instants in epoch milliseconds of business time. */
export interface Workload {
  dueNow: Omit<IdleView['dueNow'], 'escalationRuns'>;
  /** The next enrolment, deferred message, end of a hold, due time of an unclaimed escalation, or instant of a promise or plan after now. */
  nextAt: number | null;
}

export abstract class WorkloadBoard {
  abstract read(now: number): Promise<Workload>;
}
