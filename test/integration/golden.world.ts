import { join } from 'node:path';
import {
  type CaseImportReport,
  importCases,
  launchCampaign,
  settleAgreements,
  upsertCreditors,
} from '#casework';
import {
  type ChannelAdapter,
  type Config,
  type LegToSend,
  type MessageBatch,
  MessageQueue,
  type QueueLag,
  RichTemplateDesk,
  type Submission,
  type SubmissionResult,
} from '#contracts';
import type { Channel, LegStatus } from '#domain';
import {
  HotDatabase,
  PgCampaignStore,
  PgContactFailures,
  PgReceiptStore,
  readPolicyPacks,
} from '#persistence';
import { projectDirectory } from '#platform';
import { loadTemplates, type TemplateSet } from '#templating';
import { BatchRenderer } from '../../apps/personaliser/src/batch-renderer.js';
import { CardKeeper } from '../../apps/personaliser/src/card-keeper.js';
import { readLateRates } from '../../apps/personaliser/src/late-rates.js';
import { CampaignLibrary } from '../../apps/scheduler/src/campaign-library.js';
import { EnrolmentAdvancer } from '../../apps/scheduler/src/enrolment-advancer.js';
import { FairQueue } from '../../apps/scheduler/src/fair-queue.js';
import { BatchSender } from '../../apps/sender/src/batch-sender.js';
import { ClockGuard } from '../../apps/sender/src/clock-guard.js';
import { Dispatcher } from '../../apps/sender/src/dispatcher.js';
import { PolicyLibrary } from '../../apps/sender/src/policy-library.js';
import { RateGate } from '../../apps/sender/src/rate-gate.js';
import { Refusals } from '../../apps/sender/src/refusals.js';
import { CaseworkWorld, textFile } from './casework.world.js';

/** What a debtor found on their phone or in their mailbox. */
export interface Found {
  /** Epoch ms. */
  at: number;
  ref: string;
  messageId: string;
  channel: Channel;
  family: string;
  purpose: string;
  to: string;
  text: string;
}

const CREDITORS = `
creditors:
  - ref: energia
    name: Energia sp. z o.o.
    country: PL
    zone: Europe/Warsaw
    portfolios:
      - { ref: consumers, name: Consumers, policyPacks: [pl-default] }
      - { ref: strict, name: Strict, policyPacks: [pl-strict] }
      - { ref: businesses, name: Businesses, policyPacks: [pl-b2b] }
  - { ref: power, name: Power Inc., country: US, zone: America/New_York,
      portfolios: [{ ref: american, name: Americans, language: en, policyPacks: [us-regf] }] }
  - { ref: mains, name: Mains Ltd, country: GB, zone: Europe/London,
      portfolios: [{ ref: british, name: Britons, language: en, policyPacks: [uk-conc] }] }
  - { ref: strom, name: Strom GmbH, country: DE, zone: Europe/Berlin,
      portfolios: [{ ref: european, name: Europeans, language: en, policyPacks: [eu-base] }] }
agents:
  - { ref: anna, name: Anna, queues: [collections, data, decisions, account-managers], capacity: 20 }
`;

/** Keeps what wakes the next service; the world hands it on. */
class HeldQueue extends MessageQueue {
  readonly legs: LegToSend[] = [];
  readonly rendering: MessageBatch[] = [];
  async render(batch: MessageBatch): Promise<void> {
    this.rendering.push(batch);
  }
  async send(legs: readonly LegToSend[]): Promise<void> {
    this.legs.push(...legs);
  }
  async lag(): Promise<QueueLag> {
    return { render: 0, send: { sms: 0, email: 0, rcs: 0, voice: 0 } };
  }
}

/** No creditor of these sends cards. */
class NoCards extends RichTemplateDesk {
  async keep(): Promise<void> {
    throw new Error('nobody has a sender of cards');
  }
}

/** Takes everything but what goes to a mailbox that is not there. */
class Provider implements ChannelAdapter {
  readonly provider: string;
  readonly taken: Submission[] = [];
  constructor(
    readonly channel: Channel,
    private readonly dead: ReadonlySet<string>,
  ) {
    this.provider = channel === 'email' ? 'smtp' : `twilio-${channel}`;
  }
  async submit(submission: Submission): Promise<SubmissionResult> {
    if (this.channel === 'email' && this.dead.has(submission.to))
      return { outcome: 'refused', code: '550 5.1.1', retry: 'never' };
    this.taken.push(submission);
    return { outcome: 'accepted', providerRef: submission.attemptId, status: 'queued' };
  }
}

let templates: Promise<TemplateSet> | undefined;

/**
 * Scheduler, personaliser, sender and tracker as they are, on a database of their own, with a clock that jumps from one
 * thing due to the next. Between them are the queue's wake-ups, handed on at once, and a network that delivers at once.
 */
export class GoldenWorld {
  found: Found[] = [];

  private constructor(
    readonly casework: CaseworkWorld,
    /** Numbers and mailboxes that do not exist. */
    readonly dead: Set<string>,
    private readonly queue: HeldQueue,
    private readonly providers: ReadonlyMap<Channel, Provider>,
    private readonly hot: HotDatabase,
    private readonly renderer: BatchRenderer,
    private readonly sender: BatchSender,
    private readonly advancer: EnrolmentAdvancer,
  ) {}

  /** @param campaigns files to launch, before anybody owes anything */
  static async open(campaigns: readonly string[]): Promise<GoldenWorld> {
    const casework = await CaseworkWorld.open();
    const { db, clock, desk, url } = casework;
    const project = projectDirectory();
    const setUp = await upsertCreditors(casework.intake, CREDITORS);
    if (setUp.kind !== 'ok') throw new Error(setUp.faults.join('; '));
    const store = new PgCampaignStore(db);
    for (const source of campaigns) {
      const file = { source, fileName: 'golden.yaml', known: {}, now: clock.now(), actor: 'test' };
      const launched = await launchCampaign(store, file);
      if (launched.outcome !== 'launched') throw new Error(JSON.stringify(launched));
    }
    const dead = new Set<string>();
    const queue = new HeldQueue();
    const providers = new Map<Channel, Provider>();
    for (const channel of ['sms', 'email'] as const) providers.set(channel, new Provider(channel, dead));
    templates ??= loadTemplates(join(project, 'templates'));
    const words = await templates;
    const hot = new HotDatabase({ url, connections: 6 });
    const config = { publicUrl: 'https://d.example', secret: SECRET, mailFrom: 'a@b.example' } as Config;
    const rates = await readLateRates({ clock: { mode: 'real' } });
    const cards = new CardKeeper(words, new NoCards(), store);
    const renderer = new BatchRenderer(hot, clock, queue, words, cards, rates, config);
    const refusals = new Refusals(hot, clock, queue, new PgContactFailures(db), desk);
    const policies = new PolicyLibrary(db, await readPolicyPacks(join(project, 'campaigns', 'policies')));
    const dispatcher = new Dispatcher(hot, clock, queue, refusals, providers, config);
    const gate = new RateGate(hot, config);
    const sender = new BatchSender(hot, policies, dispatcher, new ClockGuard(db), gate, queue);
    const fair = new FairQueue(queue);
    const advancer = new EnrolmentAdvancer(hot, fair, new CampaignLibrary(db), store, clock);
    return new GoldenWorld(casework, dead, queue, providers, hot, renderer, sender, advancer);
  }

  async close(): Promise<void> {
    await this.hot.close();
    await this.casework.close();
  }

  /** Nobody owes anything and nothing has happened; it is that instant. */
  async beginAt(instant: number): Promise<void> {
    await this.casework.reset();
    await this.casework.rows('TRUNCATE enrolments, promises, plans, holds, escalations CASCADE');
    await this.casework.clock.stepTo(instant);
    this.found = [];
    this.dead.clear();
  }

  /** Takes a case in from a file of its portfolio. */
  async place(portfolioRef: string, columns: Record<string, string>): Promise<CaseImportReport> {
    const file = [Object.keys(columns).join(';'), Object.values(columns).join(';')].join('\n');
    const result = await importCases(this.casework.intake, textFile(file), { portfolioRef });
    if (result.kind === 'refused') throw new Error(result.refusal.reason);
    if (result.report.faults.length > 0) throw new Error(JSON.stringify(result.report.faults));
    return result.report;
  }

  /** Lets time pass, from one thing due to the next. */
  async until(instant: number): Promise<void> {
    const { clock } = this.casework;
    for (;;) {
      await this.settle();
      const next = await this.nextDue();
      if (next === null || next > instant) break;
      if (next <= clock.now()) throw new Error('something is due, and nobody does it');
      await clock.stepTo(next);
    }
    await clock.stepTo(instant);
    await this.settle();
  }

  /** Time passes until then; what is due at that instant is planned, and has not left yet. */
  async untilPlanned(instant: number): Promise<void> {
    await this.until(instant - 1);
    await this.casework.clock.stepTo(instant);
    await this.advancer.advanceDue();
  }

  /** Does all that is due now, and what follows from it. */
  async settle(): Promise<void> {
    for (let round = 0; round < ROUNDS; round += 1) {
      const done = [
        await settleAgreements(this.casework.desk),
        await this.advancer.foldWakeUps(),
        await this.advancer.advanceDue(),
        await this.advancer.releaseDeferred(),
        await this.send(),
      ];
      if (done.every((each) => each === 0)) return;
      if (round === ROUNDS - 1) throw new Error(`does not come to rest: ${done.join(', ')}`);
    }
  }

  private async nextDue(): Promise<number | null> {
    const [row] = await this.casework.rows<{ at: number | null }>(
      `SELECT ceil(extract(epoch FROM min(at)) * 1000)::float8 AS at FROM (
         SELECT min(due_at) AS at FROM enrolments WHERE ended_at IS NULL
         UNION ALL SELECT min(due_at) FROM flights
         UNION ALL SELECT min(next_at) FROM promises
         UNION ALL SELECT min(next_at) FROM plans) due`,
    );
    return row?.at ?? null;
  }

  /** Has everything written that is on its way, decided, sent, and told of. Returns how many legs there were. */
  private async send(): Promise<number> {
    const moving = await this.casework.rows<{ shard: number; id: string; leg: number }>(
      `SELECT shard, message_id AS id, leg_no AS leg FROM flights WHERE stage = 'moving'`,
    );
    this.queue.rendering.length = 0;
    for (const { shard, id, leg } of moving)
      await this.renderer.render({ shards: [shard], ids: [id], legs: [leg] });
    for (const { channel, shard, messageId, legNo } of this.queue.legs.splice(0))
      await this.sender.send(channel, { shards: [shard], ids: [messageId], legs: [legNo] });
    for (const { channel, taken } of this.providers.values())
      for (const submission of taken.splice(0)) await this.arrive(channel, submission);
    return moving.length;
  }

  /** The network tells at once what became of it. A mail that was taken counts as arrived without being told of. */
  private async arrive(channel: Channel, { shard, messageId, legNo, to, body }: Submission): Promise<void> {
    const { clock, db } = this.casework;
    const at = clock.now();
    const arrives = !this.dead.has(to);
    const leg = { shard, messageId, legNo };
    if (channel === 'sms') {
      const status: LegStatus = arrives ? 'delivered' : 'undelivered';
      const errorCode = arrives ? null : UNKNOWN_NUMBER;
      if (errorCode !== null) await new PgContactFailures(db).invalidate(leg, errorCode, at);
      const event = { eventKey: status, provider: 'twilio-sms', kind: status, status, errorCode };
      const told = { fallback: true, providerRef: null, occurredAt: at };
      await new PgReceiptStore(db).record([{ ...leg, ...event, ...told }]);
    }
    if (!arrives) return;
    const [about] = await this.casework.rows<{ ref: string; family: string; purpose: string }>(
      `SELECT c.ref, m.family, m.purpose FROM messages m JOIN cases c ON c.id = m.case_ids[1] WHERE m.id = $1`,
      [messageId],
    );
    if (about === undefined) throw new Error('a message about no case arrived');
    this.found.push({ at, messageId, channel, to, text: body, ...about });
  }
}

/** More than anything takes that comes to rest. */
const ROUNDS = 30;
/** Twilio's error code for a number that does not exist. */
const UNKNOWN_NUMBER = '30005';
const SECRET = 'a-secret-of-at-least-32-characters!';
