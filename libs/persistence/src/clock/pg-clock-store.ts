import pg from 'pg';
import { type ClockMode, type ClockRow, ClockStore } from '#contracts';
import type { Database } from '../database.js';

interface Row {
  mode: ClockMode;
  factor: number;
  business_epoch: Date;
  machine_epoch: Date;
}

/** The epoch row in Postgres, with LISTEN/NOTIFY so that every process steps at once. */
export class PgClockStore extends ClockStore {
  constructor(
    private readonly db: Database,
    private readonly url: string,
  ) {
    super();
  }

  async read(): Promise<ClockRow> {
    const row = await this.find();
    if (!row) throw new Error('The clock has no epoch yet; start Dunlin once, or run `dunlin clock`.');
    return row;
  }

  async find(): Promise<ClockRow | undefined> {
    const { rows } = await this.db.query<Row>(
      'SELECT mode, factor, business_epoch, machine_epoch FROM clock',
    );
    const row = rows[0];
    if (!row) return undefined;
    return {
      mode: row.mode,
      factor: row.factor,
      businessEpoch: row.business_epoch.getTime(),
      machineEpoch: row.machine_epoch.getTime(),
    };
  }

  async write(row: ClockRow): Promise<void> {
    await this.db.query(
      `INSERT INTO clock (mode, factor, business_epoch, machine_epoch) VALUES ($1, $2, $3, $4)
       ON CONFLICT (single) DO UPDATE SET mode = excluded.mode, factor = excluded.factor,
         business_epoch = excluded.business_epoch, machine_epoch = excluded.machine_epoch`,
      [row.mode, row.factor, new Date(row.businessEpoch), new Date(row.machineEpoch)],
    );
  }

  /** Listens on a connection of its own and reconnects when it breaks, calling back after each reconnection. */
  async onChange(changed: () => void): Promise<() => Promise<void>> {
    let closed = false;
    let client: pg.Client | undefined;
    const reconnect = (afterMs: number): void => {
      if (closed) return;
      setTimeout(() => void connect().then(changed, () => reconnect(1_000)), afterMs).unref();
    };
    const connect = async (): Promise<void> => {
      const fresh = new pg.Client({ connectionString: this.url, application_name: 'dunlin clock' });
      fresh.on('notification', changed);
      fresh.on('error', () => void fresh.end().catch(() => undefined));
      await fresh.connect();
      await fresh.query('LISTEN clock');
      client = fresh;
      // Only what stood is followed here: a client that never connected ends as well, and is tried again once.
      fresh.once('end', () => reconnect(250));
    };
    await connect();
    return async () => {
      closed = true;
      await client?.end();
    };
  }
}
