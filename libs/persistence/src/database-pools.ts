import { Injectable } from '@nestjs/common';
import type { FigureMeaning, Reading } from '#contracts';
import type { Database } from './database.js';

export const POOLS: FigureMeaning = {
  name: 'dunlin_database_connections',
  help: "This process's connections to Postgres; 'wanted' counts those who wait for one.",
  labelNames: ['pool', 'state'],
};

/** The pools of this process, as its figures name them. */
@Injectable()
export class DatabasePools {
  private readonly pools = new Map<string, Database>();

  add<Pool extends Database>(name: string, pool: Pool): Pool {
    this.pools.set(name, pool);
    return pool;
  }

  readings(): Reading[] {
    return [...this.pools].flatMap(
      ([
        pool,
        {
          pool: { idleCount, totalCount, waitingCount },
        },
      ]) => [
        { labels: { pool, state: 'busy' }, value: totalCount - idleCount },
        { labels: { pool, state: 'idle' }, value: idleCount },
        { labels: { pool, state: 'wanted' }, value: waitingCount },
      ],
    );
  }
}
