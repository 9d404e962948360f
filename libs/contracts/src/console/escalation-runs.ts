import type { AgentLoad, AgentOnRecord } from '../casework/escalation.js';

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

/** A creditor whose escalations may move between two runs. */
export interface DrainableCreditor {
  creditorId: string;
  /**
   * What there is to hand out and to whom, in a few characters: while it stays the same, a hand-out that moved nothing
   * would move nothing again.
   */
  fingerprint: string;
}

/** What the escalation run works by. */
export abstract class EscalationRuns {
  abstract schedules(): Promise<EscalationSchedule[]>;
  /**
   * Of these runs, those not served yet for which something waits that was requested
   * by then. What is requested after a run waits for the next one, however late the run is served.
   */
  abstract unserved(runs: EscalationRunTime[]): Promise<EscalationRunTime[]>;
  /** Whether a run is being handed out just now, here or elsewhere. */
  abstract underWay(): Promise<boolean>;
  /** Active agents with their hours and what is on their desks, as it is now (epoch ms of business time). */
  abstract agents(now: number): Promise<AgentOnRecord[]>;
  /**
   * Creditors with something to move between two runs: what an earlier run left in a line for which somebody is at
   * work and has room; and what leaves the desk that it is on.
   */
  abstract drainable(now: number, agents: AgentLoad[]): Promise<DrainableCreditor[]>;
  /**
   * Ends holds whose time is over by now (epoch ms of business time): each once, whoever asks. Wakes what they held.
   * Returns how many ended.
   */
  abstract endHolds(now: number, limit: number): Promise<number>;
}
