import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  Optional,
} from '@nestjs/common';
import { CampaignStore, RichTemplateDesk, Stopping } from '#contracts';
import { parseCampaign } from '#domain';
import { ProcessStop, WorkLoop } from '#platform';
import { richTemplatesOf, type TemplateSet } from '#templating';
import { TEMPLATES } from './templates.js';

/** How soon the cards of a campaign that was just launched are with the provider, in machine milliseconds. */
const REST_MS = 3_000;
/** How long a card that the provider did not take is left alone, in machine milliseconds. */
const PATIENCE_MS = 30_000;
/** How long a provider may still take to answer once the process is told to stop, in machine milliseconds. */
const LAST_ANSWER_MS = 2_500;

/**
 * Sees to it that the provider holds a card before any message refers to it: those of a campaign as soon as it is
 * launched, and at the latest when the first message wants one.
 */
@Injectable()
export class CardKeeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('cards');
  private readonly kept = new Set<string>();
  private readonly refusedAt = new Map<string, number>();
  private readonly seen = new Set<string>();
  private readonly loop = new WorkLoop(
    () => this.keepLive(),
    REST_MS,
    (error) => this.logger.error('cards will be tried again', error as Error),
  );

  constructor(
    @Inject(TEMPLATES) private readonly set: TemplateSet,
    @Inject(RichTemplateDesk) private readonly desk: RichTemplateDesk,
    @Inject(CampaignStore) private readonly campaigns: CampaignStore,
    @Optional() @Inject(Stopping) private readonly stopping: Stopping = new ProcessStop(),
  ) {
    this.stopping.signal.addEventListener('abort', () => {
      setTimeout(() => void this.desk.close?.(), LAST_ANSWER_MS).unref();
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
    await this.desk.close?.();
  }

  /** Tries to have the cards of these families kept; `isKept` says of which the provider has them all. */
  async keep(families: Iterable<string>): Promise<void> {
    for (const family of new Set(families)) {
      if (this.stopping.signal.aborted) return;
      if (this.isWorthTrying(family)) await this.keepFamily(family);
    }
  }

  isKept(family: string): boolean {
    return this.kept.has(family);
  }

  /** Whether the family is written for cards at all. */
  has(family: string): boolean {
    return this.set.families.get(family)?.meta.channels.includes('rcs') === true;
  }

  private async keepFamily(family: string): Promise<void> {
    const templates = richTemplatesOf(this.set, [family]);
    if (templates.length === 0) return;
    try {
      await this.desk.keep(templates);
      this.kept.add(family);
    } catch (error) {
      this.refusedAt.set(family, performance.now());
      this.logger.error(`messages of ${family} go by their next channel meanwhile`, error as Error);
    }
  }

  private isWorthTrying(family: string): boolean {
    const refusedAt = this.refusedAt.get(family) ?? -Infinity;
    return !this.kept.has(family) && performance.now() - refusedAt > PATIENCE_MS;
  }

  private async keepLive(): Promise<boolean> {
    for (const { versionId, source } of await this.campaigns.live()) {
      if (this.seen.has(versionId)) continue;
      const families = familiesByCard(source).filter((family) => this.has(family));
      await this.keep(families);
      if (families.every((family) => this.isKept(family))) this.seen.add(versionId);
    }
    return false;
  }
}

/** The template families that a campaign sends by RCS; none of one that this release cannot read. */
function familiesByCard(source: string): string[] {
  const parsed = parseCampaign(source, 'published version');
  if ('faults' in parsed) return [];
  return parsed.campaign.steps.flatMap((step) => {
    if (step.type !== 'send') return [];
    const channels = step.channels?.map((leg) => leg.channel) ?? [step.channel];
    return channels.includes('rcs') ? [step.template] : [];
  });
}
