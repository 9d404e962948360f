import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  Optional,
} from '@nestjs/common';
import { CampaignStore, type RichTemplate, RichTemplateDesk, Stopping } from '#contracts';
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
  private readonly templates: ReadonlyMap<string, RichTemplate>;
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
    this.templates = new Map(richTemplatesOf(set).map((template) => [template.version, template]));
    this.stopping.signal.addEventListener('abort', () => {
      setTimeout(() => void this.desk.close?.(), LAST_ANSWER_MS).unref();
    });
  }

  onApplicationBootstrap(): void {
    if (this.templates.size > 0) this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
    await this.desk.close?.();
  }

  /** Tries to have these kept; `isKept` says which are. */
  async keep(versions: Iterable<string>): Promise<void> {
    const wanted = [...new Set(versions)].flatMap((version) => this.templates.get(version) ?? []);
    for (const template of wanted.filter(({ version }) => this.isWorthTrying(version))) {
      if (this.stopping.signal.aborted) return;
      try {
        await this.desk.keep([template]);
        this.kept.add(template.version);
      } catch (error) {
        this.refusedAt.set(template.version, performance.now());
        this.logger.error('messages go by their next channel meanwhile', error as Error);
      }
    }
  }

  isKept(version: string): boolean {
    return this.kept.has(version);
  }

  private isWorthTrying(version: string): boolean {
    return (
      !this.kept.has(version) && performance.now() - (this.refusedAt.get(version) ?? -Infinity) > PATIENCE_MS
    );
  }

  private async keepLive(): Promise<boolean> {
    for (const { versionId, source } of await this.campaigns.live()) {
      if (this.seen.has(versionId)) continue;
      const versions = richTemplatesOf(this.set, familiesByCard(source)).map(({ version }) => version);
      await this.keep(versions);
      if (versions.every((version) => this.isKept(version))) this.seen.add(versionId);
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
