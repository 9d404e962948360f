import {
  Global,
  Inject,
  Module,
  type OnApplicationShutdown,
  type OnModuleInit,
  Optional,
} from '@nestjs/common';
import { CampaignStore, ClockStore, Config, type FigureMeaning, Figures, HealthProbes } from '#contracts';
import { PgClockStore } from './clock/pg-clock-store.js';
import { Database, HotDatabase } from './database.js';
import { checkSecret } from './secret-check.js';
import { PgCampaignStore } from './outreach/pg-campaign-store.js';

const POOLS: FigureMeaning = {
  name: 'dunlin_database_connections',
  help: "This process's connections to Postgres; 'wanted' counts those who wait for one.",
  labelNames: ['pool', 'state'],
};

/** The pool and the repositories. Static, so that all services of one process share one pool. */
@Global()
@Module({
  providers: [
    {
      provide: Database,
      inject: [Config],
      useFactory: (config: Config) => new Database({ url: config.databaseUrl }),
    },
    {
      provide: HotDatabase,
      inject: [Config],
      useFactory: (config: Config) => new HotDatabase({ url: config.databaseUrl }),
    },
    {
      provide: ClockStore,
      inject: [Database, Config],
      useFactory: (db: Database, config: Config) => new PgClockStore(db, config.databaseUrl),
    },
    { provide: CampaignStore, inject: [Database], useFactory: (db: Database) => new PgCampaignStore(db) },
  ],
  exports: [Database, HotDatabase, ClockStore, CampaignStore],
})
export class PersistenceModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(HotDatabase) private readonly hot: HotDatabase,
    @Inject(HealthProbes) private readonly health: HealthProbes,
    @Inject(Config) private readonly config: Config,
    @Optional() @Inject(Figures) private readonly figures?: Figures,
  ) {}

  async onModuleInit(): Promise<void> {
    await checkSecret(this.db, this.config.secret);
    this.health.register('database', async () => {
      await this.db.query('SELECT 1');
    });
    const pools = { general: this.db.pool, hot: this.hot.pool };
    this.figures?.gauge(POOLS, () =>
      Object.entries(pools).flatMap(([pool, { idleCount, totalCount, waitingCount }]) => [
        { labels: { pool, state: 'busy' }, value: totalCount - idleCount },
        { labels: { pool, state: 'idle' }, value: idleCount },
        { labels: { pool, state: 'wanted' }, value: waitingCount },
      ]),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.db.close(), this.hot.close()]);
  }
}
