import type {
  AgentLoad,
  AgentPresence,
  Assignment,
  CaseEvent,
  HandOutOccasion,
  HandOutPortion,
  HandOutStore,
  HandOutTerms,
  HeadOfLine,
  LeavingDesk,
  LeftWaiting,
  UnclaimedWork,
  WaitingEscalation,
} from '#contracts';
import type { WorkingTime } from '#domain';
import type { Database, Queryable } from '../database.js';
import { retryContention } from '../retry-contention.js';
import { lockStillWaiting, writeAssignments, writeLeft } from './assignments.sql.js';
import { desks, presences } from './desks.sql.js';
import { endRun, enterRun } from './escalation-runs.sql.js';
import { insertEvents } from './records.sql.js';
import { lockUnclaimed, writePassedOn } from './unclaimed-escalations.sql.js';
import { allWaiting, headsOfLines, linesOfCreditor, termsOf } from './waiting-escalations.sql.js';

type Presence = (agent: WorkingTime) => AgentPresence;

/** Hand-outs on Postgres. */
export class PgHandOutStore implements HandOutStore {
  constructor(private readonly db: Database) {}

  enterRun(occasion: HandOutOccasion): Promise<boolean> {
    return enterRun(this.db, occasion);
  }

  endRun(occasion: HandOutOccasion): Promise<void> {
    return endRun(this.db, occasion);
  }

  passOn(
    occasion: HandOutOccasion,
    presence: Presence,
    atMost: number,
    work: (unclaimed: UnclaimedWork) => { passedOn: LeavingDesk[]; events: CaseEvent[] },
  ): Promise<string[]> {
    return retryContention(() =>
      this.db.transaction(async (tx) => {
        const agents = await presences(tx, presence);
        const assigned = await lockUnclaimed(tx, occasion, agents, atMost);
        if (assigned.length === 0) return [];
        const terms = await termsOf(tx, occasion.creditorId);
        const { passedOn, events } = work({ terms, assigned, agents });
        await writePassedOn(tx, passedOn, occasion.at);
        if (events.length > 0) await insertEvents(tx, events);
        return passedOn.map(({ escalationId }) => escalationId);
      }),
    );
  }

  terms(creditorId: string): Promise<HandOutTerms> {
    return termsOf(this.db, creditorId);
  }

  waiting(creditorId: string): Promise<WaitingEscalation[]> {
    return allWaiting(this.db, creditorId);
  }

  portion<T>(at: number, presence: Presence, work: (portion: HandOutPortion) => Promise<T>): Promise<T> {
    return retryContention(() =>
      this.db.transaction(async (tx) => {
        // Whoever hands out holds every desk, so that no two fill the same place.
        await tx.query('SELECT id FROM agents WHERE active ORDER BY id FOR NO KEY UPDATE');
        return work(new PgHandOutPortion(tx, await desks(tx, at, presence)));
      }),
    );
  }

  leave(left: LeftWaiting[]): Promise<void> {
    return retryContention(() => writeLeft(this.db, left));
  }
}

class PgHandOutPortion implements HandOutPortion {
  constructor(
    private readonly tx: Queryable,
    readonly agents: AgentLoad[],
  ) {}

  lines(creditorId: string): Promise<string[]> {
    return linesOfCreditor(this.tx, creditorId);
  }

  heads(creditorId: string, wanted: HeadOfLine[], ids: string[]): Promise<WaitingEscalation[]> {
    return headsOfLines(this.tx, creditorId, wanted, ids);
  }

  stillWaiting(given: { id: string; notTo: string | null }[]): Promise<Set<string>> {
    return lockStillWaiting(this.tx, given);
  }

  async assign(occasion: HandOutOccasion, assignments: Assignment[], events: CaseEvent[]): Promise<void> {
    await writeAssignments(this.tx, occasion, assignments);
    await insertEvents(this.tx, events);
  }
}
