import { Inject, Injectable, Logger } from '@nestjs/common';
import { assignEscalations, Desk } from '#casework';
import { BusinessClock, type EscalationRunTime, EscalationRuns } from '#contracts';
import { CompiledCalendar, RunSchedules } from '#domain';

const HOLDS_AT_ONCE = 1_000;

/**
 * Hands waiting escalations to agents when a creditor's schedule says so, and ends holds whose time is over. Works by
 * business time alone, so that a demo's day and a stepped clock see the same runs. Any number of processes may do so:
 * who enters a run first serves it.
 */
@Injectable()
export class EscalationRunner {
  private readonly logger = new Logger('escalation run');
  private readonly schedules = new RunSchedules(new CompiledCalendar());
  /** Schedules that were complained about, so that the log says it once. */
  private readonly faulty = new Set<string>();

  constructor(
    @Inject(EscalationRuns) private readonly runs: EscalationRuns,
    @Inject(Desk) private readonly desk: Desk,
    @Inject(BusinessClock) private readonly clock: BusinessClock,
  ) {}

  /** Serves every run that is due. Returns how many escalations found an agent. */
  async runDue(): Promise<number> {
    const due = await this.runs.unserved(await this.latestRuns(await this.clock.refresh()));
    let assigned = 0;
    for (const run of due) {
      const result = await assignEscalations(this.desk, run);
      if (result.kind === 'ok') assigned += result.assignments.length;
    }
    return assigned;
  }

  /** Ends holds whose time is over. Returns how many. */
  async endHolds(): Promise<number> {
    return this.runs.endHolds(await this.clock.refresh(), HOLDS_AT_ONCE);
  }

  private async latestRuns(now: number): Promise<EscalationRunTime[]> {
    const runs: EscalationRunTime[] = [];
    for (const { creditorId, cron, zone, country } of await this.runs.schedules()) {
      try {
        const latest = this.schedules.of({ cron, zone, country }).latest(now);
        if (latest !== null) runs.push({ creditorId, scheduledFor: latest });
      } catch (error) {
        this.complain(creditorId, cron, error);
      }
    }
    return runs;
  }

  /** One creditor's faulty schedule must not keep the others' escalations waiting. */
  private complain(creditorId: string, cron: string, error: unknown): void {
    const key = `${creditorId} ${cron}`;
    if (this.faulty.has(key)) return;
    this.faulty.add(key);
    const why = error instanceof Error ? error.message : String(error);
    this.logger.error(`creditor ${creditorId} hands out no escalations: its schedule is not usable (${why})`);
  }
}
