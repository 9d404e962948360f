import type pg from 'pg';
import type { BatchClient } from '../array-parameters.js';
import type { Queryable } from '../queryable.js';
import { type AskedStatement, StatementSet } from './statement-set.js';

/** Of a statement whose answer nobody reads. */
const UNREAD: pg.QueryResult<never> = { command: '', rowCount: null, oid: 0, fields: [], rows: [] };

/**
 * A transaction's way to the server in as few exchanges as its work allows: what is asked for without waiting in between
 * goes together. Statements are run in the order in which they were asked for; after one that failed none is any more.
 */
export class Exchange implements Queryable {
  private waiting: AskedStatement[] = [];
  private called = false;
  private over: Error | undefined;

  constructor(private readonly client: BatchClient) {}

  query<R extends pg.QueryResultRow = pg.QueryResultRow>(
    config: string | pg.QueryConfig,
    values?: unknown[],
  ): Promise<pg.QueryResult<R>> {
    const answer = this.add(config, values);
    this.call();
    return answer as Promise<pg.QueryResult<R>>;
  }

  /**
   * For statements whose answer nobody reads: they go with the next one that somebody waits for, the commit at the
   * latest, which then tells of their failure too.
   */
  readonly later: Queryable = {
    query: <R extends pg.QueryResultRow>(config: string | pg.QueryConfig, values?: unknown[]) => {
      void this.add(config, values);
      return Promise.resolve<pg.QueryResult<R>>(UNREAD);
    },
  };

  /** The transaction is over: what nobody waited for is not run. */
  end(): void {
    this.waiting = [];
    this.over ??= new Error('The transaction is over.');
  }

  private add(config: string | pg.QueryConfig, values: unknown[] | undefined): Promise<pg.QueryResult> {
    const answer = new Promise<pg.QueryResult>((done, reject) => {
      const failed = (error: Error): void => {
        this.over ??= error;
        reject(error);
      };
      if (this.over !== undefined) failed(this.over);
      else this.waiting.push({ statement: this.client.statementOf(config, values), done, failed });
    });
    // A failure is told to whoever waits, and to all that is asked for later, the commit too.
    answer.catch(() => undefined);
    return answer;
  }

  /** Once all that can run has asked for what it wants. */
  private call(): void {
    if (this.called) return;
    this.called = true;
    queueMicrotask(() => process.nextTick(() => this.send()));
  }

  private send(): void {
    this.called = false;
    const set = this.waiting;
    this.waiting = [];
    if (this.over !== undefined) for (const { failed } of set) failed(this.over);
    else if (set.length > 0) this.client.query(new StatementSet(set));
  }
}
