import { Inject, Injectable, Logger } from '@nestjs/common';
import { BusinessClock } from '#contracts';
import { DAY_MS } from '#domain';
import { Database, ensureMonthPartitions, MONTHS_PREPARED } from '#persistence';

/**
 * Has the partitions of the coming months ready before their rows come. Months are those of business time, since
 * the ids are: a demo's day takes a minute, and a stepped clock may jump over a month at once.
 */
@Injectable()
export class PartitionKeeper {
  private readonly logger = new Logger('partitions');
  /** The business day on which it was last seen to. */
  private keptOn: number | undefined;

  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(BusinessClock) private readonly clock: BusinessClock,
  ) {}

  /** Sees to it once each business day. Returns how many partitions were made. */
  async keep(): Promise<number> {
    const now = this.clock.now();
    const today = Math.floor(now / DAY_MS);
    if (today === this.keptOn) return 0;
    const { created, missing } = await ensureMonthPartitions(this.db, now, MONTHS_PREPARED);
    this.keptOn = today;
    for (const { partition, reason } of missing) {
      this.logger.warn(
        `${partition} was not made (${reason}); its rows stay in the default partition until it is`,
      );
    }
    return created.length;
  }
}
