import { Inject, Injectable } from '@nestjs/common';
import { BusinessClock } from '#contracts';
import { ServiceLoops } from '../service-loops.js';
import { DigestRunner } from './digest-runner.js';
import { EscalationRunner } from './escalation-runner.js';

/** How often the schedules are looked at, in machine time: in the fastest demo a second is less than a run apart. */
const REST_MS = 1_000;

/** Runs the escalation work. */
@Injectable()
export class EscalationLoops extends ServiceLoops {
  constructor(
    @Inject(EscalationRunner) runner: EscalationRunner,
    @Inject(DigestRunner) digests: DigestRunner,
    @Inject(BusinessClock) clock: BusinessClock,
  ) {
    const work = {
      'assigning escalations': () => runner.runDue(),
      'moving escalations between two runs': () => runner.drain(),
      'mailing agents': () => digests.sendDue(),
      'ending holds': () => runner.endHolds(),
    };
    super('escalation run', REST_MS, work, clock);
  }
}
