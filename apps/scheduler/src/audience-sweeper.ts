import { Inject, Injectable, Logger } from '@nestjs/common';
import { enrolCases } from '#casework';
import { BusinessClock, CampaignStore, type LiveCampaign } from '#contracts';
import { campaignCalendar, HOUR_MS, parseCampaign } from '#domain';

/**
 * Takes in the cases that have grown into an audience: nothing happens to a case on the day on which it is thirty days
 * past due. Once a day of business time over all open cases that are not in the campaign yet; any number of processes
 * may do so at once, for enrolling twice is once.
 */
@Injectable()
export class AudienceSweeper {
  private readonly logger = new Logger('scheduler');
  /** The day that was swept last, by campaign. */
  private readonly swept = new Map<string, number>();
  /** The hour of business time in which campaigns were last looked at: days begin with one. */
  private hour: number | null = null;

  constructor(
    @Inject(CampaignStore) private readonly store: CampaignStore,
    @Inject(BusinessClock) private readonly clock: BusinessClock,
  ) {}

  /** Sweeps for the campaigns in whose zone a day has begun. Returns how many cases entered. */
  async sweep(): Promise<number> {
    const hour = Math.floor(this.clock.now() / HOUR_MS);
    if (hour === this.hour) return 0;
    const now = await this.clock.refresh();
    let entered = 0;
    for (const campaign of await this.store.live()) entered += await this.sweepFor(campaign, now);
    this.hour = hour;
    return entered;
  }

  private async sweepFor(live: LiveCampaign, now: number): Promise<number> {
    const parsed = parseCampaign(live.source, 'published version');
    if ('faults' in parsed) {
      this.logger.error(`campaign version ${live.versionId} cannot be run; it takes in no cases`);
      return 0;
    }
    const day = campaignCalendar.localDay(now, parsed.campaign.zone);
    if (this.swept.get(live.campaignId) === day) return 0;
    const entered = await enrolCases(this.store, live, now);
    this.swept.set(live.campaignId, day);
    return entered;
  }
}
