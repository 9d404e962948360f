import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CampaignStore, ClockStore, Config } from '#contracts';
import { PgClockStore } from './clock/pg-clock-store.js';
import { Database, HotDatabase } from './database.js';
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
export class PersistenceModule implements OnApplicationShutdown {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(HotDatabase) private readonly hot: HotDatabase,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.db.close(), this.hot.close()]);
  }
}
