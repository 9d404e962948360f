import { Inject, Injectable } from '@nestjs/common';
import { BusinessClock } from '#contracts';
import { AudienceSweeper } from './audience-sweeper.js';
import { EnrolmentAdvancer } from './enrolment-advancer.js';
import { PilotWatch } from './pilot-watch.js';
import { PartitionKeeper } from './partition-keeper.js';
import { ServiceLoops } from './service-loops.js';

/** How long a loop rests when nothing was due (machine time): the most by which a step may be late. */
const REST_MS = 200;

/** Runs the way of the cases. */
@Injectable()
export class SchedulerLoops extends ServiceLoops {
  constructor(
    @Inject(EnrolmentAdvancer) advancer: EnrolmentAdvancer,
    @Inject(AudienceSweeper) sweeper: AudienceSweeper,
    @Inject(PilotWatch) pilots: PilotWatch,
    @Inject(PartitionKeeper) partitions: PartitionKeeper,
    @Inject(BusinessClock) clock: BusinessClock,
  ) {
    const work = {
      'advancing enrolments': () => advancer.advanceDue(),
      'folding wake-ups': () => advancer.foldWakeUps(),
      'taking in cases that fit by now': () => sweeper.sweep(),
      'watching pilots': () => pilots.look(),
      'releasing deferred messages': () => advancer.releaseDeferred(),
      'keeping partitions': () => partitions.keep(),
    };
    super('scheduler', REST_MS, work, clock);
  }
}
