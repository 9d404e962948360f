/** When one creditor's escalations are handed out. */
export interface EscalationSchedule {
  creditorId: string;
  cron: string;
  zone: string;
  country: string;
  /** Whether an escalation waits to be handed out. */
  waiting: boolean;
}

/** One run of one creditor; the instant is epoch milliseconds of business time. */
export interface EscalationRunTime {
  creditorId: string;
  scheduledFor: number;
}

/** What the escalation run works by. */
export abstract class EscalationRuns {
  abstract schedules(): Promise<EscalationSchedule[]>;
  /**
   * Of these runs, those not served yet for which something waits that was requested
   * by then. What is requested after a run waits for the next one, however late the run is served.
   */
  abstract unserved(runs: EscalationRunTime[]): Promise<EscalationRunTime[]>;
  /**
   * Ends holds whose time is over by now (epoch ms of business time): each once, whoever asks. Wakes what they held.
   * Returns how many ended.
   */
  abstract endHolds(now: number, limit: number): Promise<number>;
}
