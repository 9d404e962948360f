import type { Calendar } from '../calendar/calendar.js';
import { RunSchedule, type RunTimes } from './run-schedule.js';

/** The schedules of many creditors, each made once: reading a cron expression costs more than asking it. */
export class RunSchedules {
  private readonly made = new Map<string, RunSchedule>();

  constructor(private readonly calendar: Calendar) {}

  /** @throws Error when the cron expression or the zone is none */
  of({ cron, zone, country }: RunTimes): RunSchedule {
    const key = `${cron}|${zone}|${country}`;
    let schedule = this.made.get(key);
    if (schedule === undefined) {
      schedule = new RunSchedule({ cron, zone, country }, this.calendar);
      this.made.set(key, schedule);
    }
    return schedule;
  }
}
