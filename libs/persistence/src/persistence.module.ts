import { Global, Inject, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { CampaignStore, ClockStore, Config, HealthProbes } from '#contracts';
import { PgClockStore } from './clock/pg-clock-store.js';
import { Database, HotDatabase } from './database.js';
import { checkSecret } from './secret-check.js';
import { PgCampaignStore } from './outreach/pg-campaign-store.js';

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
  ) {}

  async onModuleInit(): Promise<void> {
    await checkSecret(this.db, this.config.secret);
    this.health.register('database', async () => {
      await this.db.query('SELECT 1');
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.db.close(), this.hot.close()]);
  }
}
