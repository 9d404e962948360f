import type { CaseFacts } from '../cadence/case-facts.js';
import type { Hold } from './lives.js';

/** What keeps a case from being written to: holds, and agents who have it. */
export class CaseRest {
  private readonly holds = new Map<string, Hold>();
  /** Escalations that an agent still has. */
  private escalations = 0;

  hold(hold: Hold): void {
    this.holds.set(hold.name, hold);
  }

  /** Whether there was such a hold. */
  lift(name: string): boolean {
    return this.holds.delete(name);
  }

  withAgent(): void {
    this.escalations += 1;
  }

  agentAnswers(): void {
    this.escalations -= 1;
  }

  /** As the contact policy is told of it. */
  reasonsAt(now: number): readonly string[] {
    if (this.holds.size === 0 && this.escalations === 0) return NONE;
    const reasons: string[] = [];
    for (const { reason, until } of this.holds.values())
      if (until === null || until > now) reasons.push(reason);
    // Outreach rests while an agent has the case, also what was planned before.
    if (this.escalations > 0) reasons.push('escalated');
    return reasons;
  }

  /** As the cadence is told of it. */
  factsAt(now: number): Pick<CaseFacts, 'outreachParked' | 'underAgreement' | 'parkedUntil'> {
    let until: number | null = null;
    let openEnded = false;
    let held = false;
    let agreed = false;
    for (const hold of this.holds.values()) {
      if (hold.until !== null && hold.until <= now) continue;
      held = true;
      agreed ||= hold.reason === 'promise' || hold.reason === 'plan';
      if (hold.until === null) openEnded = true;
      else until = Math.max(until ?? 0, hold.until);
    }
    const escalated = this.escalations > 0;
    return {
      outreachParked: held || escalated,
      underAgreement: agreed,
      parkedUntil: escalated || openEnded ? null : until,
    };
  }
}

const NONE: readonly string[] = [];
