import { Inject, Injectable, Logger } from '@nestjs/common';
import { BusinessClock, Config, type MessageBatch, MessageQueue } from '#contracts';
import { deepLinkToken, deriveKey, tokenHash } from '#domain';
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
  fillLinks,
  render,
  SAMPLE_LINKS,
  type TemplateChannel,
  type TemplateSet,
} from '#templating';
import { type ChosenLeg, chooseLeg } from './choose-leg.js';
import { templateVariables } from './template-variables.js';
import { TEMPLATES } from './templates.js';

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
    @Inject(Config) config: Config,
  ) {
    this.linkKey = deriveKey(config.secret, 'link.v1');
  }

  async render(batch: MessageBatch): Promise<void> {
    const now = await this.clock.refresh();
    const legs: RenderedLeg[] = [];
    const ended: EndedMessage[] = [];
    for (const message of await readMessagesToRender(this.db, batch)) {
      const chosen = chooseLeg(message);
      const leg = chosen && this.renderLeg(message, chosen, now);
      if (leg) legs.push(leg);
      else {
        const reason = chosen ? 'not_renderable' : 'no_contact_point';
        ended.push({ shard: message.shard, id: message.id, status: 'undelivered', reason });
      }
    }
    await storeRenderedLegs(this.db, now, legs);
    await endMessages(this.db, now, ended);
    if (legs.length === 0) return;
    await this.queue.send({
      shards: legs.map((leg) => leg.shard),
      ids: legs.map((leg) => leg.messageId),
      legs: legs.map((leg) => leg.legNo),
    });
  }

  /** One message that cannot be rendered never holds up the others; null after saying so, without its contents. */
  private renderLeg(message: MessageToRender, chosen: ChosenLeg, now: number): RenderedLeg | null {
    try {
      const { language, variables } = templateVariables(message, now);
      const channel = chosen.channel as TemplateChannel;
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
        segments: chosen.channel === 'sms' ? countSegments(fillLinks(rendered.text, SAMPLE_LINKS)) : null,
        linkHash: tokenHash(deepLinkToken(LINK_KEY_VERSION, this.linkKey, `${message.id}.${chosen.legNo}`)),
        linkKeyVersion: LINK_KEY_VERSION,
      };
    } catch (error) {
      this.logger.error(`message ${message.id} could not be rendered`, error as Error);
      return null;
    }
  }
}
