import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { Desk } from '#casework';
import { createChannelAdapters } from '#channels';
import { BusinessClock, Config, ContactFailures } from '#contracts';
import { CompiledCalendar } from '#domain';
import {
  Database,
  PersistenceModule,
  PgCaseworkStore,
  PgContactFailures,
  readPolicyPacks,
} from '#persistence';
import { projectDirectory } from '#platform';
import { QueueingModule } from '#queueing';
import { BatchSender } from './batch-sender.js';
import { CHANNEL_ADAPTERS } from './channel-adapters.js';
import { ClockGuard } from './clock-guard.js';
import { ConfiguredRates } from './configured-rates.js';
import { Dispatcher } from './dispatcher.js';
import { PolicyLibrary } from './policy-library.js';
import { POLICY_PACKS } from './policy-packs.js';
import { RateGate } from './rate-gate.js';
import { Refusals } from './refusals.js';
import { SEND_PROCESSORS } from './send.processor.js';

/** Decides once more, submits once. */
@Module({
  imports: [PersistenceModule, QueueingModule],
  providers: [
    {
      provide: POLICY_PACKS,
      useFactory: () => readPolicyPacks(join(projectDirectory(), 'campaigns', 'policies')),
    },
    {
      provide: CHANNEL_ADAPTERS,
      inject: [Config],
      useFactory: (config: Config) => createChannelAdapters(config),
    },
    PolicyLibrary,
    ClockGuard,
    RateGate,
    ConfiguredRates,
    { provide: ContactFailures, inject: [Database], useFactory: (db: Database) => new PgContactFailures(db) },
    {
      provide: Desk,
      inject: [Database, BusinessClock],
      useFactory: (db: Database, clock: BusinessClock) =>
        new Desk(new PgCaseworkStore(db), clock, new CompiledCalendar()),
    },
    Refusals,
    Dispatcher,
    BatchSender,
    ...SEND_PROCESSORS,
  ],
})
export class SenderModule {}
