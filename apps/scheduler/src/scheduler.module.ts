import { Module } from '@nestjs/common';
import { PersistenceModule } from '#persistence';
import { QueueingModule } from '#queueing';
import { AgreementLoops } from './agreements/agreement-loops.js';
import { AudienceSweeper } from './audience-sweeper.js';
import { PilotWatch } from './pilot-watch.js';
import { CampaignLibrary } from './campaign-library.js';
import { EnrolmentAdvancer } from './enrolment-advancer.js';
import { ESCALATION_PROVIDERS } from './escalation/escalation.providers.js';
import { FairQueue } from './fair-queue.js';
import { HAND_OFF_PROVIDERS } from './hand-offs/hand-off.providers.js';
import { PaymentLoops } from './payments/payment-loops.js';
import { PartitionKeeper } from './partition-keeper.js';
import { SchedulerLoops } from './scheduler-loops.js';

/** Claims due enrolments, advances cadences, releases deferred messages, hands escalations out and cases off, brings early money to its case. */
@Module({
  imports: [PersistenceModule, QueueingModule],
  providers: [
    CampaignLibrary,
    AudienceSweeper,
    PilotWatch,
    FairQueue,
    EnrolmentAdvancer,
    PartitionKeeper,
    SchedulerLoops,
    PaymentLoops,
    AgreementLoops,
    ...ESCALATION_PROVIDERS,
    ...HAND_OFF_PROVIDERS,
  ],
})
export class SchedulerModule {}
