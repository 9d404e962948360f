import { Inject, Injectable, Logger } from '@nestjs/common';
import { BusinessClock, CampaignStore, type LiveCampaign } from '#contracts';
import { DAY_MS, HOUR_MS, judgePilot, parseCampaign, pilotShare } from '#domain';

/**
 * Pauses pilots that go badly: once an hour of business time, each live campaign that is still open to a share of the
 * debtors alone is held against the limits of its file. Whether it goes on is for a manager to say.
 */
@Injectable()
export class PilotWatch {
  private readonly logger = new Logger('scheduler');
  private hour: number | null = null;

  constructor(
    @Inject(CampaignStore) private readonly store: CampaignStore,
    @Inject(BusinessClock) private readonly clock: BusinessClock,
  ) {}

  /** Returns how many campaigns were paused. */
  async look(): Promise<number> {
    const hour = Math.floor(this.clock.now() / HOUR_MS);
    if (hour === this.hour) return 0;
    const now = await this.clock.refresh();
    let paused = 0;
    for (const campaign of await this.store.live()) {
      if (!campaign.paused && (await this.goesBadly(campaign, now))) paused += 1;
    }
    this.hour = hour;
    return paused;
  }

  private async goesBadly({ campaignId, source, launchedAt }: LiveCampaign, now: number): Promise<boolean> {
    const parsed = parseCampaign(source, 'published version');
    // A version that cannot be read takes nobody in, and is complained about where it should.
    if ('faults' in parsed) return false;
    const { key, pilot } = parsed.campaign;
    if (pilot?.stop === undefined) return false;
    if (pilotShare(pilot, Math.floor((now - launchedAt) / DAY_MS)) >= 1) return false;
    const counts = await this.store.pilotCounts(campaignId);
    const breach = judgePilot(pilot.stop, counts);
    if (breach === null) return false;
    const detail = { reason: 'pilot', ...breach, counts };
    const stopped = await this.store.pauseOnce(campaignId, { by: 'system:pilot', detail, at: now });
    if (stopped) this.logger.warn(`the pilot ${key} was paused: ${breach.limit} over ${breach.most}`);
    return stopped;
  }
}
