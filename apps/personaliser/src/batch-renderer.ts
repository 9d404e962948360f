import { Inject, Injectable, Logger } from '@nestjs/common';
import { BusinessClock, Config, type MessageBatch, MessageQueue } from '#contracts';
import {
  type Channel,
  deepLinkToken,
  deriveKey,
  type LateRates,
  type Stage,
  type TemplateVariables,
  tokenHash,
  type WantedContact,
} from '#domain';
import {
  HotDatabase,
  type EndedMessage,
  endMessages,
  type MessageToRender,
  readMessagesToRender,
  type RenderedLeg,
  storeRenderedLegs,
} from '#persistence';
import {
  countSegments,
  entryKey,
  fillLinks,
  isTrueOf,
  render,
  SAMPLE_LINKS,
  statesLateFigures,
  type TemplateSet,
} from '#templating';
import { CardKeeper } from './card-keeper.js';
import { LATE_RATES } from './late-rates.js';
import { type ChosenLeg, chooseLeg } from './choose-leg.js';
import { languageOf, type Personalised, templateVariables } from './template-variables.js';
import { TEMPLATES } from './templates.js';

type NoLeg = Pick<EndedMessage, 'status' | 'reason'>;

/** Version of the key that deep links are made with. */
const LINK_KEY_VERSION = 1;

/** Renders batches: one read, the words in memory, one write; then the sender is woken. */
@Injectable()
export class BatchRenderer {
  private readonly logger = new Logger('personaliser');
  private readonly linkKey: Buffer;

  constructor(
    @Inject(HotDatabase) private readonly db: HotDatabase,
    @Inject(BusinessClock) private readonly clock: BusinessClock,
    @Inject(MessageQueue) private readonly queue: MessageQueue,
    @Inject(TEMPLATES) private readonly templates: TemplateSet,
    @Inject(CardKeeper) private readonly cards: CardKeeper,
    @Inject(LATE_RATES) private readonly rates: LateRates,
    @Inject(Config) config: Config,
  ) {
    this.linkKey = deriveKey(config.secret, 'link.v1');
  }

  async render(batch: MessageBatch): Promise<void> {
    const now = await this.clock.refresh();
    const legs: RenderedLeg[] = [];
    const ended: EndedMessage[] = [];
    const messages = await readMessagesToRender(this.db, batch);
    await this.cards.keep(messages.flatMap((message) => this.cardOf(message) ?? []));
    for (const message of messages) {
      const result = this.renderOne(message, now);
      if ('legNo' in result) legs.push(result);
      else ended.push({ shard: message.shard, id: message.id, ...result });
    }
    await storeRenderedLegs(this.db, now, legs);
    await endMessages(this.db, now, ended);
    if (legs.length === 0) return;
    await this.queue.send(legs);
  }

  /** The leg, or why there is none. One message that cannot be rendered never holds up the others. */
  private renderOne(message: MessageToRender, now: number): RenderedLeg | NoLeg {
    const chosen = chooseLeg(message, (channel) => this.canSend(message, channel));
    if (!chosen && isForRoleAlone(message)) return { status: 'cancelled', reason: 'no_contact_of_role' };
    if (!chosen) return { status: 'undelivered', reason: 'no_contact_point' };
    try {
      const personalised = templateVariables(message, now, this.rates);
      // A message may have waited until what it says is no longer so: a reminder, until the payment was late.
      if (!isTrueOf(this.templates, message.family, ...stagesOf(personalised.variables))) {
        return { status: 'cancelled', reason: 'stage_passed' };
      }
      if (statesLateFigures(this.templates, message.family) && !personalised.variables.late.known) {
        return { status: 'cancelled', reason: 'late_figures_not_known' };
      }
      return this.renderLeg(message, chosen, personalised);
    } catch (error) {
      // Of the message only its id: what it says is personal.
      this.logger.error(`message ${message.id} could not be rendered`, error as Error);
      return { status: 'undelivered', reason: 'not_renderable' };
    }
  }

  /** Whether our side can send it so: a card wants a sender of the creditor's, words, and the provider's copy of them. */
  private canSend(message: MessageToRender, channel: Channel): boolean {
    if (channel !== 'rcs') return true;
    const card = this.cardOf(message);
    return card !== null && this.cards.isKept(card);
  }

  /** The version of the card that the message may go by; null when it may not. */
  private cardOf(message: MessageToRender): string | null {
    if (message.portfolio.rcs_sender === null || !message.channels.includes('rcs')) return null;
    const key = entryKey(message.family, languageOf(message), 'rcs');
    return this.templates.entries.get(key)?.version ?? null;
  }

  private renderLeg(
    message: MessageToRender,
    chosen: ChosenLeg,
    { language, variables }: Personalised,
  ): RenderedLeg {
    const { channel } = chosen;
    const rendered = render(this.templates, { family: message.family, language, channel, variables });
    return {
      shard: message.shard,
      messageId: message.id,
      legNo: chosen.legNo,
      personId: message.person_id,
      channel: chosen.channel,
      contactPointId: chosen.contactPointId,
      language,
      templateVersion: rendered.templateVersion,
      subject: rendered.subject ?? null,
      body: rendered.text,
      html: rendered.html ?? null,
      card: rendered.rich?.values ?? null,
      segments: chosen.channel === 'sms' ? countSegments(fillLinks(rendered.text, SAMPLE_LINKS)) : null,
      linkHash: tokenHash(deepLinkToken(LINK_KEY_VERSION, this.linkKey, `${message.id}.${chosen.legNo}`)),
      linkKeyVersion: LINK_KEY_VERSION,
      caseVersion: message.case_version,
    };
  }
}

/** A copy for somebody of a role: that there is nobody says nothing about whether the business can be reached. */
function isForRoleAlone({ extra }: MessageToRender): boolean {
  return (extra?.to as WantedContact | undefined)?.otherwise === 'nobody';
}

/** A case whose due date was moved ahead is before it again, whatever stage it had reached. */
function stagesOf({ stage, case: { daysPastDue } }: TemplateVariables): Stage[] {
  return daysPastDue > 0 ? [stage] : [stage, 'pre_due'];
}
