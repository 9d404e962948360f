import {
  Global,
  Inject,
  Module,
  type OnApplicationShutdown,
  type OnModuleInit,
  Optional,
} from '@nestjs/common';
import { CampaignStore, ClockStore, Config, Figures, HealthProbes } from '#contracts';
import { PgClockStore } from './clock/pg-clock-store.js';
import { Database, HotDatabase } from './database.js';
import { DatabasePools, POOLS } from './database-pools.js';
import { checkSecret } from './secret-check.js';
import { PgCampaignStore } from './outreach/pg-campaign-store.js';

/** The pool and the repositories. Static, so that all services of one process share one pool. */
@Global()
@Module({
  providers: [
    DatabasePools,
    {
      provide: Database,
      inject: [Config, DatabasePools],
      useFactory: (config: Config, pools: DatabasePools) =>
        pools.add('general', new Database({ url: config.databaseUrl })),
    },
    {
      provide: HotDatabase,
      inject: [Config, DatabasePools],
      useFactory: (config: Config, pools: DatabasePools) =>
        pools.add('hot', new HotDatabase({ url: config.databaseUrl })),
    },
    {
      provide: ClockStore,
      inject: [Database, Config],
      useFactory: (db: Database, config: Config) => new PgClockStore(db, config.databaseUrl),
    },
    { provide: CampaignStore, inject: [Database], useFactory: (db: Database) => new PgCampaignStore(db) },
  ],
  exports: [DatabasePools, Database, HotDatabase, ClockStore, CampaignStore],
})
export class PersistenceModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(HotDatabase) private readonly hot: HotDatabase,
    @Inject(DatabasePools) private readonly pools: DatabasePools,
    @Inject(HealthProbes) private readonly health: HealthProbes,
    @Inject(Config) private readonly config: Config,
    @Optional() @Inject(Figures) private readonly figures?: Figures,
  ) {}

  async onModuleInit(): Promise<void> {
    await checkSecret(this.db, this.config.secret);
    this.health.register('database', async () => {
      await this.db.query('SELECT 1');
    });
    this.figures?.gauge(POOLS, () => this.pools.readings());
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.db.close(), this.hot.close()]);
  }
}
