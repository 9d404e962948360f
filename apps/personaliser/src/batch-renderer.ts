import { Inject, Injectable, Logger, Optional } from '@nestjs/common';
import { DialogueSet } from '#conversation';
import {
  BusinessClock,
  Config,
  type MessageBatch,
  MessageQueue,
  MessageWatch,
  Stopping,
  stopwatch,
} from '#contracts';
import {
  type Channel,
  deepLinkToken,
  deriveKey,
  type Language,
  type LateRates,
  type Stage,
  type TemplateVariables,
  tokenHash,
} from '#domain';
import {
  type AgreedWords,
  HotDatabase,
  type EndedMessage,
  endMessages,
  isForRoleAlone,
  type MessageToRender,
  readAgreedWords,
  readHadOriginal,
  readMessagesToRender,
  type RenderedLeg,
  speaksOfAgreement,
  storeRenderedLegs,
} from '#persistence';
import {
  countSegments,
  demandsOverdue,
  fillLinks,
  isTrueOf,
  render,
  type RenderedMessage,
  SAMPLE_LINKS,
  statesLateFigures,
  type TemplateSet,
} from '#templating';
import { CardKeeper } from './card-keeper.js';
import { LATE_RATES } from './late-rates.js';
import { type ChosenLeg, chooseLeg } from './choose-leg.js';
import { type Personalised, templateVariables } from './template-variables.js';
import { DIALOGUES } from './dialogues.js';
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
    @Optional() @Inject(DIALOGUES) private readonly dialogues: DialogueSet = new DialogueSet(new Map()),
    @Optional() @Inject(MessageWatch) private readonly watch: MessageWatch = new MessageWatch(),
    @Optional() @Inject(Stopping) private readonly stopping?: Stopping,
  ) {
    this.linkKey = deriveKey(config.secret, 'link.v1');
  }

  /** @param turn of the batch, which its legs keep */
  async render(batch: MessageBatch, turn?: number): Promise<void> {
    const elapsed = stopwatch();
    const now = await this.clock.refresh();
    const legs: RenderedLeg[] = [];
    const ended: EndedMessage[] = [];
    const messages = await readMessagesToRender(this.db, batch, now);
    const cards = messages.filter((message) => this.mayBeCard(message)).map(({ family }) => family);
    await this.cards.keep(cards);
    // A card that could not be kept in time would cost the message its channel: another process asks again.
    if (this.stopping?.signal.aborted && !cards.every((family) => this.cards.isKept(family))) {
      return this.queue.render(batch, turn);
    }
    const agreed = await readAgreedWords(this.db, messages);
    const had = await readHadOriginal(this.db, messages);
    for (const message of messages) {
      const result = this.renderOne(message, agreed.get(message.id), had.get(message.id), now);
      if ('legNo' in result) legs.push(result);
      else ended.push({ shard: message.shard, id: message.id, ...result });
    }
    await storeRenderedLegs(this.db, now, legs);
    await endMessages(this.db, now, ended);
    this.watch.rendered(
      legs,
      ended.map(({ reason }) => reason),
      elapsed(),
    );
    if (legs.length === 0) return;
    await this.queue.send(legs, turn);
  }

  /** The leg, or why there is none. One message that cannot be rendered never holds up the others. */
  private renderOne(
    message: MessageToRender,
    agreed: AgreedWords | undefined,
    had: ReadonlySet<string> | undefined,
    now: number,
  ): RenderedLeg | NoLeg {
    const canSend = (channel: Channel) => this.canSend(message, channel);
    const chosen = chooseLeg(message, canSend, had);
    if (!chosen) return noLeg(message, chooseLeg(message, canSend) !== null);
    try {
      const personalised = templateVariables(message, now, this.rates, agreed);
      if (speaksOfAgreement(message) && !isStillSo(agreed, personalised.variables.today)) {
        return { status: 'cancelled', reason: 'agreement_over' };
      }
      // A message may have waited until what it says is no longer so: a reminder, until the payment was late.
      if (!this.isTrue(message, personalised.variables)) {
        return { status: 'cancelled', reason: 'stage_passed' };
      }
      if (statesLateFigures(this.templates, message.family) && !personalised.variables.late.known) {
        return { status: 'cancelled', reason: 'late_figures_not_known' };
      }
      // The oldest invoices may be paid, and the others not yet due.
      if (demandsOverdue(this.templates, message.family) && personalised.variables.late.overdueMinor <= 0) {
        return { status: 'cancelled', reason: 'nothing_overdue' };
      }
      return this.renderLeg(message, chosen, personalised);
    } catch (error) {
      // Of the message only its id: what it says is personal.
      this.logger.error(`message ${message.id} could not be rendered`, error as Error);
      return { status: 'undelivered', reason: 'not_renderable' };
    }
  }

  /** Of each case that it speaks of. */
  private isTrue({ family, said }: MessageToRender, variables: TemplateVariables): boolean {
    const isTrue = (dpd: number, stage: Stage): boolean =>
      isTrueOf(this.templates, family, ...stagesOf(dpd, stage));
    if (said === null) return isTrue(variables.case.daysPastDue, variables.stage);
    return variables.cases?.every((each) => isTrue(each.daysPastDue, each.stage)) ?? false;
  }

  private mayBeCard({ channels, portfolio, family }: MessageToRender): boolean {
    return portfolio.rcs_sender !== null && channels.includes('rcs') && this.cards.has(family);
  }

  /** Whether our side can send it so: a card needs a sender and the provider's copy of its words, a call a number. */
  private canSend({ family, portfolio }: MessageToRender, channel: Channel): boolean {
    if (channel === 'rcs') return portfolio.rcs_sender !== null && this.cards.isKept(family);
    return channel !== 'voice' || portfolio.call_from !== null;
  }

  private renderLeg(
    message: MessageToRender,
    chosen: ChosenLeg,
    { language, variables }: Personalised,
  ): RenderedLeg {
    const { channel } = chosen;
    const rendered =
      channel === 'voice'
        ? this.spoken(message.family, language, variables)
        : render(this.templates, { family: message.family, language, channel, variables });
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

  /** A call is spoken as it goes: its leg keeps the dialogue's version and what it may say. */
  private spoken(family: string, language: Language, variables: TemplateVariables): RenderedMessage {
    const name = this.templates.families.get(family)?.meta.dialogue;
    const found = name === undefined ? undefined : this.dialogues.find(name, language);
    if (found === undefined) throw new Error(`the family "${family}" has no dialogue in ${language}`);
    return { text: JSON.stringify(variables), templateVersion: found.version };
  }
}

/**
 * Of a copy for a role, that there is nobody says nothing about whether the business can be reached.
 * @param has there is an address, to which the original went
 */
function noLeg(message: MessageToRender, has: boolean): NoLeg {
  if (!isForRoleAlone(message)) return { status: 'undelivered', reason: 'no_contact_point' };
  return { status: 'cancelled', reason: has ? 'had_the_original' : 'no_contact_of_role' };
}

/** What was agreed may have been kept, cancelled or have passed its day while the message waited. */
function isStillSo(agreed: AgreedWords | undefined, today: string): boolean {
  return agreed !== undefined && (agreed.trueUntil === null || today <= agreed.trueUntil);
}

/** A case whose due date was moved ahead is before it again, whatever stage it had reached. */
function stagesOf(daysPastDue: number, stage: Stage): Stage[] {
  return daysPastDue > 0 ? [stage] : [stage, 'pre_due'];
}
