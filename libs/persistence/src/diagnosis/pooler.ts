import pg from 'pg';

const CONNECT_MS = 4_000;
const MARK = 'dunlin.doctor';

/**
 * Whether something between us and Postgres hands the server's connections out by transaction: then what one statement
 * sets in its session, the next may not find. One connection sets a mark; while a second one holds a transaction open,
 * the first looks for it.
 */
export async function isPooledByTransaction(url: string): Promise<boolean> {
  const open = (): pg.Client => new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  const [first, second] = [open(), open()];
  try {
    await first.connect();
    await second.connect();
    await first.query(`SELECT set_config('${MARK}', 'set', false)`);
    await second.query('BEGIN');
    await second.query('SELECT 1');
    const { rows } = await first.query<{ mark: string | null }>(
      `SELECT current_setting('${MARK}', true) AS mark`,
    );
    return rows[0]?.mark !== 'set';
  } finally {
    await Promise.allSettled([first.end(), second.end()]);
  }
}
