import { Inject, Injectable, Logger } from '@nestjs/common';
import { assignEscalations, Desk, drainEscalations } from '#casework';
import { BusinessClock, type EscalationRunTime, EscalationRuns } from '#contracts';
import { CompiledCalendar, RunSchedules, backFrom, worksFrom } from '#domain';

const HOLDS_AT_ONCE = 1_000;
/** Machine time: an escalation that somebody was just claiming may be free again. */
const STUCK_MS = 30_000;

/**
 * Hands waiting escalations to agents when a creditor's schedule says so, and ends holds whose time is over. Works by
 * business time alone, so that a demo's day and a stepped clock see the same runs. Any number of processes may do so:
 * who enters a run first serves it.
 */
@Injectable()
export class EscalationRunner {
  private readonly logger = new Logger('escalation run');
  private readonly calendar = new CompiledCalendar();
  private readonly schedules = new RunSchedules(this.calendar);
  /** What stood when a creditor's drain moved nothing: until that changes, or some time has passed, it rests. */
  private readonly stuck = new Map<string, { fingerprint: string; until: number }>();
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

  /**
   * Between two runs: brings what found no room to whoever has room by now and is at work, and takes unclaimed work
   * from whoever lets it lapse, is away or has left. Returns how many escalations found an agent.
   */
  async drain(): Promise<number> {
    const now = await this.clock.refresh();
    const agents = (await this.runs.agents(now)).map((agent) => ({
      ...agent,
      worksFrom: worksFrom(this.calendar, agent, now),
      backFrom: backFrom(this.calendar, agent, now),
    }));
    let assigned = 0;
    for (const { creditorId, fingerprint } of await this.runs.drainable(now, agents)) {
      const stuck = this.stuck.get(creditorId);
      if (stuck?.fingerprint === fingerprint && performance.now() < stuck.until) continue;
      const { length } = await drainEscalations(this.desk, { creditorId });
      if (length === 0) this.stuck.set(creditorId, { fingerprint, until: performance.now() + STUCK_MS });
      assigned += length;
    }
    return assigned;
  }

  /** Whether a run is being handed out just now, here or by another process. */
  isUnderWay(): Promise<boolean> {
    return this.runs.underWay();
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
