import { Module } from '@nestjs/common';
import { PersistenceModule } from '#persistence';
import { QueueingModule } from '#queueing';
import { CampaignLibrary } from './campaign-library.js';
import { EnrolmentAdvancer } from './enrolment-advancer.js';
import { SchedulerLoops } from './scheduler-loops.js';

/** Claims due enrolments, advances cadences, releases deferred messages. */
@Module({
  imports: [PersistenceModule, QueueingModule],
  providers: [CampaignLibrary, EnrolmentAdvancer, SchedulerLoops],
})
export class SchedulerModule {}
