import { Inject, Injectable, Logger } from '@nestjs/common';
import { BusinessClock, Config, type MessageBatch, MessageQueue } from '#contracts';
import { deepLinkToken, deriveKey, type Stage, type TemplateVariables, tokenHash } from '#domain';
import {
  type AgreedWords,
  HotDatabase,
  type EndedMessage,
  endMessages,
  type MessageToRender,
  readAgreedWords,
  readMessagesToRender,
  type RenderedLeg,
  speaksOfAgreement,
  storeRenderedLegs,
} from '#persistence';
import { countSegments, fillLinks, isTrueOf, render, SAMPLE_LINKS, type TemplateSet } from '#templating';
import { type ChosenLeg, chooseLeg } from './choose-leg.js';
import { type Personalised, templateVariables } from './template-variables.js';
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
    @Inject(Config) config: Config,
  ) {
    this.linkKey = deriveKey(config.secret, 'link.v1');
  }

  async render(batch: MessageBatch): Promise<void> {
    const now = await this.clock.refresh();
    const legs: RenderedLeg[] = [];
    const ended: EndedMessage[] = [];
    const messages = await readMessagesToRender(this.db, batch);
    const agreed = await readAgreedWords(this.db, messages);
    for (const message of messages) {
      const result = this.renderOne(message, agreed.get(message.id), now);
      if ('legNo' in result) legs.push(result);
      else ended.push({ shard: message.shard, id: message.id, ...result });
    }
    await storeRenderedLegs(this.db, now, legs);
    await endMessages(this.db, now, ended);
    if (legs.length === 0) return;
    await this.queue.send(legs);
  }

  /** The leg, or why there is none. One message that cannot be rendered never holds up the others. */
  private renderOne(
    message: MessageToRender,
    agreed: AgreedWords | undefined,
    now: number,
  ): RenderedLeg | NoLeg {
    const chosen = chooseLeg(message);
    if (!chosen) return { status: 'undelivered', reason: 'no_contact_point' };
    try {
      const personalised = templateVariables(message, now, agreed);
      if (speaksOfAgreement(message) && !isStillSo(agreed, personalised.variables.today)) {
        return { status: 'cancelled', reason: 'agreement_over' };
      }
      // A message may have waited until what it says is no longer so: a reminder, until the payment was late.
      if (!isTrueOf(this.templates, message.family, ...stagesOf(personalised.variables))) {
        return { status: 'cancelled', reason: 'stage_passed' };
      }
      return this.renderLeg(message, chosen, personalised);
    } catch (error) {
      // Of the message only its id: what it says is personal.
      this.logger.error(`message ${message.id} could not be rendered`, error as Error);
      return { status: 'undelivered', reason: 'not_renderable' };
    }
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
      segments: chosen.channel === 'sms' ? countSegments(fillLinks(rendered.text, SAMPLE_LINKS)) : null,
      linkHash: tokenHash(deepLinkToken(LINK_KEY_VERSION, this.linkKey, `${message.id}.${chosen.legNo}`)),
      linkKeyVersion: LINK_KEY_VERSION,
      caseVersion: message.case_version,
    };
  }
}

/** What was agreed may have been kept, cancelled or have passed its day while the message waited. */
function isStillSo(agreed: AgreedWords | undefined, today: string): boolean {
  return agreed !== undefined && (agreed.trueUntil === null || today <= agreed.trueUntil);
}

/** A case whose due date was moved ahead is before it again, whatever stage it had reached. */
function stagesOf({ stage, case: { daysPastDue } }: TemplateVariables): Stage[] {
  return daysPastDue > 0 ? [stage] : [stage, 'pre_due'];
}
