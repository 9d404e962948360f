import pg from 'pg';
import { BatchClient } from './array-parameters.js';
import { Exchange } from './exchange/exchange.js';
import { NamingClient } from './naming-client.js';
import type { Queryable } from './queryable.js';
import { types } from './value-types.js';

export type { Queryable } from './queryable.js';

/**
 * How the hot path's statements are planned: once, as nested loops over indexes. They are short lists of keys joined
 * to tables of any size, and always want that plan; left alone, the planner spends longer on a statement than the
 * statement takes, and chooses whole scans while the statistics still know a table as empty. (A nested loop over a materialised
 * scan is such a whole scan in disguise.)
 */
const NESTED_LOOPS = [
  'enable_seqscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
  'enable_material=off',
];
const KEYED_PLANS = ['plan_cache_mode=force_generic_plan', ...NESTED_LOOPS]
  .map((setting) => `-c ${setting}`)
  .join(' ');
const BY_KEYS = NESTED_LOOPS.map((setting) => `SET LOCAL ${setting}`).join('; ');

export interface DatabaseOptions {
  url: string;
  /** Connections at most; few, since many processes share one server. */
  connections?: number;
  /**
   * Of those opened, so many stay open however long nobody asks: what a connection has planned it would have to plan
   * again, while somebody waits.
   */
  kept?: number;
  /** Seen in pg_stat_activity. */
  name?: string;
  /**
   * No transaction outlives this. The seals rely on it: a second is sealed only when nothing that began in it
   * can still commit.
   */
  transactionTimeoutMs?: number;
  /** For the hot path: plan each statement once, by keys. */
  keyedPlans?: boolean;
  /** Plan every statement once, also those that have no name. */
  named?: boolean;
}

export const TRANSACTION_TIMEOUT_MS = 10_000;

/**
 * After so long a silence a connection is sounded. What is kept open rests for hours, and a firewall in between forgets
 * it after minutes: whoever asked first afterwards would wait until TCP gives up.
 */
const SILENT_MS = 60_000;

const BUSINESS_NOW = 'SELECT (extract(epoch FROM business_now()) * 1000)::bigint AS now';

const ignore = (): void => undefined;

/** The connection pool, and transactions on it. */
export class Database implements Queryable {
  readonly pool: pg.Pool;

  constructor(options: DatabaseOptions) {
    const timeout = options.transactionTimeoutMs ?? TRANSACTION_TIMEOUT_MS;
    this.pool = new pg.Pool({
      connectionString: options.url,
      max: options.connections ?? 8,
      min: options.kept ?? 0,
      keepAlive: true,
      keepAliveInitialDelayMillis: SILENT_MS,
      application_name: options.name ?? 'dunlin',
      options: `-c TimeZone=UTC -c transaction_timeout=${timeout} -c jit=off ${options.keyedPlans ? KEYED_PLANS : ''}`,
      types,
      Client: options.named ? NamingClient : BatchClient,
    });
    // An idle connection that breaks (Postgres restarted) is replaced at its next use; without a listener it
    // would end the process.
    this.pool.on('error', ignore);
  }

  query<R extends pg.QueryResultRow = pg.QueryResultRow>(
    config: string | pg.QueryConfig,
    values?: unknown[],
  ): Promise<pg.QueryResult<R>> {
    return this.pool.query<R>(config as string, values);
  }

  /** Runs work in one transaction; any error rolls it back and is thrown on. */
  transaction<T>(work: (tx: pg.PoolClient) => Promise<T>): Promise<T> {
    return this.run('BEGIN', (tx) => work(tx));
  }

  /**
   * Runs work in one transaction and tells it the business instant (epoch ms) that the shared clock shows there
   * (I10). Begins and reads the clock in one exchange with the server.
   */
  transactionNow<T>(work: (tx: pg.PoolClient, now: number) => Promise<T>): Promise<T> {
    return this.run(`BEGIN; ${BUSINESS_NOW}`, (tx, begun) => {
      // Two statements in one exchange answer with two results.
      const [, clock] = begun as unknown as pg.QueryResult<{ now: number | null }>[];
      const now = clock?.rows[0]?.now;
      if (now == null)
        throw new Error('The business clock has no epoch; start Dunlin, or run `dunlin clock`.');
      return work(tx, now);
    });
  }

  /**
   * Runs work in one transaction whose statements look each row up by its keys, however large or new the tables are:
   * for long lists of keys, such as a batch of rows.
   */
  transactionByKeys<T>(work: (tx: pg.PoolClient) => Promise<T>): Promise<T> {
    return this.run(`BEGIN; ${BY_KEYS}`, (tx) => work(tx));
  }

  /**
   * Runs work in one transaction whose statements travel in as few exchanges as the work allows, the first with its
   * beginning, the last with its commit: for small steps that somebody waits for.
   */
  exchange<T>(work: (tx: Exchange) => Promise<T>): Promise<T> {
    return this.rollingBack(async (client) => {
      const tx = new Exchange(client as unknown as BatchClient);
      try {
        void tx.later.query('BEGIN');
        const result = await work(tx);
        await tx.query('COMMIT');
        return result;
      } finally {
        tx.end();
      }
    });
  }

  private run<T>(begin: string, work: (tx: pg.PoolClient, begun: pg.QueryResult) => Promise<T>): Promise<T> {
    return this.rollingBack(async (client) => {
      const result = await work(client, await client.query(begin));
      await client.query('COMMIT');
      return result;
    });
  }

  private async rollingBack<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    // A connection that breaks fails the statement under way, or the next; unheard, it would end the process too.
    client.on('error', ignore);
    let broken: Error | undefined;
    try {
      return await work(client);
    } catch (error) {
      try {
        await client.query('ROLLBACK');
      } catch (rollback) {
        broken = rollback as Error;
      }
      throw error;
    } finally {
      client.removeListener('error', ignore);
      client.release(broken);
    }
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}

/** As many as callers have sets read and written at once. */
const HOT_KEPT = 4;

/** The pool of the hot path: scheduler, personaliser, sender, tracker. Its statements are set-based and named. */
export class HotDatabase extends Database {
  constructor(options: DatabaseOptions) {
    super({ kept: HOT_KEPT, ...options, keyedPlans: true, name: options.name ?? 'dunlin hot' });
  }
}
