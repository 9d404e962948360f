import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { createChannelAdapters } from '#channels';
import { Config } from '#contracts';
import { PersistenceModule } from '#persistence';
import { projectDirectory } from '#platform';
import { QueueingModule } from '#queueing';
import { BatchSender } from './batch-sender.js';
import { CHANNEL_ADAPTERS } from './channel-adapters.js';
import { ClockGuard } from './clock-guard.js';
import { Dispatcher } from './dispatcher.js';
import { PolicyLibrary } from './policy-library.js';
import { POLICY_PACKS, readPolicyPacks } from './policy-packs.js';
import { RateGate } from './rate-gate.js';
import { SendProcessor } from './send.processor.js';

/** Decides once more, submits once. */
@Module({
  imports: [PersistenceModule, QueueingModule],
  providers: [
    { provide: POLICY_PACKS, useFactory: () => readPolicyPacks(join(projectDirectory(), 'campaigns', 'policies')) },
    { provide: CHANNEL_ADAPTERS, inject: [Config], useFactory: (config: Config) => createChannelAdapters(config) },
    PolicyLibrary,
    ClockGuard,
    RateGate,
    Dispatcher,
    BatchSender,
    SendProcessor,
  ],
})
export class SenderModule {}
