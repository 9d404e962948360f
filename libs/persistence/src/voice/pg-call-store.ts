import {
  type CallBeforeTurn,
  type CallName,
  CallStore,
  type StoredTurn,
  type WorkingPlace,
} from '#contracts';
import type { Database } from '../database.js';
import { SetGatherer } from '../set-gatherer.js';
import { knownBefore, type TurnName } from './call-before-turn.sql.js';
import { endCalls, type EndOfCall, keepTurns, type TurnOfCall } from './call-keeping.sql.js';

/** Sets that read and sets that write, two of each. */
const AT_ONCE = 4;

const nothing = (items: readonly unknown[]): undefined[] => items.map(() => undefined);
const keyOf = ({ call }: { call: CallName }): string => `${call.messageId}.${call.legNo}`;

/**
 * Calls in Postgres: one statement before a turn, one after it, and both for all turns together that are asked for at
 * the same time.
 */
export class PgCallStore extends CallStore {
  private readonly reads: SetGatherer<TurnName, CallBeforeTurn | null>;
  private readonly keeps: SetGatherer<TurnOfCall, undefined>;
  private readonly ends: SetGatherer<EndOfCall, undefined>;

  /** @param hot its statements are planned once, by keys */
  constructor(private readonly hot: Database) {
    super();
    this.reads = new SetGatherer((turns) => knownBefore(hot, turns));
    this.keeps = new SetGatherer<TurnOfCall, undefined>(
      (turns) => keepTurns(hot, turns).then(() => nothing(turns)),
      { keyOf },
    );
    this.ends = new SetGatherer<EndOfCall, undefined>(
      (ends) => endCalls(hot, ends).then(() => nothing(ends)),
      { keyOf },
    );
  }

  /** Connections are opened and statements planned, by sets of nothing. */
  async prepare(): Promise<WorkingPlace[]> {
    const { hot } = this;
    const everywhere = Array.from({ length: AT_ONCE });
    await Promise.all(everywhere.map(() => knownBefore(hot, [])));
    await Promise.all(everywhere.map(() => keepTurns(hot, [])));
    const { rows } = await hot.query<WorkingPlace & Record<string, unknown>>(
      'SELECT DISTINCT zone, country FROM creditors',
    );
    return rows;
  }

  before(call: CallName, turn: number): Promise<CallBeforeTurn | null> {
    return this.reads.add({ ...call, turn });
  }

  async begin({ messageId, legNo }: CallName, turn: StoredTurn): Promise<boolean> {
    const { rowCount } = await this.hot.query({
      name: 'call-begin-turn',
      text: `INSERT INTO call_turns (message_id, leg_no, turn, node, heard, at)
             VALUES ($1, $2, $3, $4, $5, to_timestamp($6::float8 / 1000)) ON CONFLICT DO NOTHING`,
      values: [messageId, legNo, turn.turn, turn.node, turn.heard, turn.at],
    });
    return rowCount === 1;
  }

  keep(call: CallName, turn: StoredTurn): Promise<void> {
    return this.keeps.add({ call, turn });
  }

  end(call: CallName, seconds: number | null, at: number): Promise<void> {
    return this.ends.add({ call, seconds, at });
  }

  async keepDialogues(dialogues: readonly { version: string; source: string }[]): Promise<void> {
    await this.hot.query(
      `INSERT INTO dialogues (version, source, first_used_at)
       SELECT version, source, coalesce(business_now(), now()) FROM unnest($1::text[], $2::text[]) AS d(version, source)
       ON CONFLICT DO NOTHING`,
      [dialogues.map((each) => each.version), dialogues.map((each) => each.source)],
    );
  }
}
