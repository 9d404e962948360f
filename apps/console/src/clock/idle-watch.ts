import { Inject, Injectable } from '@nestjs/common';
import {
  BusinessClock,
  EscalationRuns,
  type EscalationRunTime,
  type IdleView,
  WorkloadBoard,
} from '#contracts';
import { CompiledCalendar, type RunSchedule, RunSchedules, type RunTimes } from '#domain';

/** Tells whether anything more happens before time passes, and until when it may be let pass. */
@Injectable()
export class IdleWatch {
  private readonly schedules = new RunSchedules(new CompiledCalendar());

  constructor(
    @Inject(BusinessClock) private readonly clock: BusinessClock,
    @Inject(WorkloadBoard) private readonly board: WorkloadBoard,
    @Inject(EscalationRuns) private readonly runs: EscalationRuns,
  ) {}

  async look(): Promise<IdleView> {
    const now = await this.clock.refresh();
    const [workload, escalations] = await Promise.all([this.board.read(now), this.escalationRuns(now)]);
    const dueNow = { ...workload.dueNow, escalationRuns: escalations.due };
    const next = Math.min(workload.nextAt ?? Infinity, escalations.nextAt);
    return {
      businessNow: new Date(now).toISOString(),
      idle: Object.values(dueNow).every((count) => count === 0),
      dueNow,
      nextAt: Number.isFinite(next) ? new Date(next).toISOString() : null,
    };
  }

  /** Runs without anything to hand out neither are due nor come next. */
  private async escalationRuns(now: number): Promise<{ due: number; nextAt: number }> {
    const latest: EscalationRunTime[] = [];
    let nextAt = Infinity;
    for (const { creditorId, waiting, ...times } of await this.runs.schedules()) {
      if (!waiting) continue;
      const schedule = this.schedule(times);
      if (schedule === null) continue;
      const scheduledFor = schedule.latest(now);
      if (scheduledFor !== null) latest.push({ creditorId, scheduledFor });
      nextAt = Math.min(nextAt, schedule.next(now) ?? Infinity);
    }
    return { due: (await this.runs.unserved(latest)).length, nextAt };
  }

  private schedule(times: RunTimes): RunSchedule | null {
    try {
      return this.schedules.of(times);
    } catch {
      // Such a creditor has no runs at all; the scheduler, whose work it is, tells the operator.
      return null;
    }
  }
}
