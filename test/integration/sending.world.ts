import {
  BusinessClock,
  type ChannelAdapter,
  type Config,
  type LegToSend,
  type MessageBatch,
  MessageQueue,
  MessageWatch,
  type QueueLag,
  type RichTemplate,
  RichTemplateDesk,
  type Submission,
  type SubmissionResult,
} from '#contracts';
import { Desk } from '#casework';
import { CompiledCalendar, type PolicyPack } from '#domain';
import {
  Database,
  HotDatabase,
  PgCampaignStore,
  PgCaseworkStore,
  PgContactFailures,
  readPolicyPacks,
} from '#persistence';
import { projectDirectory } from '#platform';
import { type DialogueSet, loadDialogues } from '#conversation';
import { loadSpokenWords, loadTemplates, type TemplateSet } from '#templating';
import { throwAwayDatabase } from '#testing';
import { join } from 'node:path';
import { BatchRenderer } from '../../apps/personaliser/src/batch-renderer.js';
import { readLateRates } from '../../apps/personaliser/src/late-rates.js';
import { CardKeeper } from '../../apps/personaliser/src/card-keeper.js';
import { CampaignLibrary } from '../../apps/scheduler/src/campaign-library.js';
import { EnrolmentAdvancer } from '../../apps/scheduler/src/enrolment-advancer.js';
import { FairQueue } from '../../apps/scheduler/src/fair-queue.js';
import { BatchSender } from '../../apps/sender/src/batch-sender.js';
import { ClockGuard } from '../../apps/sender/src/clock-guard.js';
import { Dispatcher } from '../../apps/sender/src/dispatcher.js';
import { PolicyLibrary } from '../../apps/sender/src/policy-library.js';
import { RateGate } from '../../apps/sender/src/rate-gate.js';
import { Refusals } from '../../apps/sender/src/refusals.js';
import { seedPortfolio, type Seeded } from '../harness/portfolio-seed.js';

/** A Monday, ten o'clock in Warsaw. */
export const NOW = Date.parse('2026-01-12T09:00:00Z');

/** Of the installation. */
export const SECRET = 'a-secret-of-at-least-32-characters!';

const CAMPAIGN = `
key: one-message
name: One message
version: 1
country: PL
zone: Europe/Warsaw
policies: [pl-default]
audience: { currency: PLN, kind: consumer }
steps:
  - { key: notice, type: send, at: { dpd: 1, time: '09:30' }, channel: sms, template: overdue }
  - { key: over, type: end }
`;

class StandingClock extends BusinessClock {
  at = NOW;
  now(): number {
    return this.at;
  }
  refresh(): Promise<number> {
    return Promise.resolve(this.at);
  }
}

/** A provider that takes every card, unless it is told to refuse. */
class CardDesk extends RichTemplateDesk {
  refuses = false;
  readonly kept = new Set<string>();
  async keep(templates: readonly RichTemplate[]): Promise<void> {
    if (this.refuses) throw new Error('refused');
    for (const { version } of templates) this.kept.add(version);
  }
}

/** Keeps the wake-ups instead of queueing them: the test hands them on itself. */
class HeldQueue extends MessageQueue {
  readonly rendering: MessageBatch[] = [];
  readonly sending: MessageBatch[] = [];
  async render(batch: MessageBatch): Promise<void> {
    this.rendering.push(batch);
  }
  async send(legs: readonly LegToSend[]): Promise<void> {
    this.sending.push({
      shards: legs.map((leg) => leg.shard),
      ids: legs.map((leg) => leg.messageId),
      legs: legs.map((leg) => leg.legNo),
    });
  }
  async lag(): Promise<QueueLag> {
    return { render: 0, send: { sms: 0, email: 0, rcs: 0, voice: 0 } };
  }
}

/** A provider that records what it is handed and answers as the test says. */
export class RecordingAdapter implements ChannelAdapter {
  readonly provider = 'recording';
  readonly channel = 'sms' as const;
  readonly submissions: Submission[] = [];
  answer: (submission: Submission) => Promise<SubmissionResult> = async ({ attemptId }) => ({
    outcome: 'accepted',
    providerRef: attemptId,
    status: 'queued',
  });

  submit(submission: Submission): Promise<SubmissionResult> {
    this.submissions.push(submission);
    return this.answer(submission);
  }
}

let templates: Promise<TemplateSet> | undefined;
let dialogues: Promise<DialogueSet> | undefined;

async function dialoguesIn(folder: string): Promise<DialogueSet> {
  return loadDialogues(join(folder, 'dialogues'), await loadSpokenWords(folder));
}

/** Scheduler, personaliser and sender on a database of their own, without a queue between them. */
export class SendingWorld {
  readonly clock = new StandingClock();
  readonly queue = new HeldQueue();
  readonly cardDesk = new CardDesk();
  readonly adapter = new RecordingAdapter();
  /** Is told what happens; a test may put in its own. */
  watch = new MessageWatch();

  private constructor(
    readonly url: string,
    readonly db: Database,
    readonly hot: HotDatabase,
    readonly seeded: Seeded,
    private readonly drop: () => Promise<void>,
    private readonly templates: TemplateSet,
    private readonly dialogues: DialogueSet,
    readonly packs: PolicyPack[],
  ) {}

  static async open(size: number, campaign = CAMPAIGN): Promise<SendingWorld> {
    const database = await throwAwayDatabase();
    const db = new Database({ url: database.url, connections: 4 });
    await db.query(
      `INSERT INTO clock (mode, factor, business_epoch, machine_epoch) VALUES ('stepped', 1, to_timestamp($1::float8 / 1000), now())`,
      [NOW],
    );
    const seeded = await seedPortfolio(db, {
      size,
      contact: 'phone',
      campaign,
      stepKey: 'notice',
      dueDate: '2026-01-11',
      dueAt: '2026-01-12T09:00:00Z',
      enteredAt: '2026-01-11T09:00:00Z',
    });
    const project = projectDirectory();
    templates ??= loadTemplates(join(project, 'templates'));
    dialogues ??= dialoguesIn(join(project, 'templates'));
    const shipped = await readPolicyPacks(join(project, 'campaigns', 'policies'));
    const packs = shipped.filter(({ id }) => id === 'pl-default');
    const hot = new HotDatabase({ url: database.url, connections: 6 });
    const drop = () => database.drop();
    return new SendingWorld(database.url, db, hot, seeded, drop, await templates, await dialogues, packs);
  }

  async close(): Promise<void> {
    await Promise.all([this.db.close(), this.hot.close()]);
    await this.drop();
  }

  /** Tells the enrolments what happened, as the scheduler does, and advances those that this wakes; how many those were. */
  async wake(): Promise<number> {
    await this.advancer.foldWakeUps();
    return this.advancer.advanceDue();
  }

  /** The desk of what happens to cases. */
  get desk(): Desk {
    return new Desk(new PgCaseworkStore(this.db), this.clock, new CompiledCalendar());
  }

  /** Plans and renders everything that is due; returns the batches a sender would be woken with. */
  async prepare(): Promise<MessageBatch[]> {
    await this.advancer.advanceDue();
    return this.render();
  }

  /** Moves the clock, and has written what may leave by then; returns the batches a sender would be woken with. */
  async waitUntil(instant: string): Promise<MessageBatch[]> {
    this.clock.at = Date.parse(instant);
    await this.db.query('UPDATE clock SET business_epoch = $1, machine_epoch = now()', [instant]);
    await this.advancer.releaseDeferred();
    return this.render();
  }

  get advancer(): EnrolmentAdvancer {
    const campaigns = new CampaignLibrary(this.db);
    const queue = new FairQueue(this.queue);
    const store = new PgCampaignStore(this.db);
    return new EnrolmentAdvancer(this.hot, queue, campaigns, store, this.clock, this.watch);
  }

  /** Has written what the sender gave back; returns the batches it would be woken with. */
  renderAgain(): Promise<MessageBatch[]> {
    return this.render();
  }

  /** Has one batch written, as a wake-up of the personaliser does. */
  async renderBatch(batch: MessageBatch): Promise<void> {
    this.queue.rendering.push(batch);
    await this.render();
  }

  private async render(): Promise<MessageBatch[]> {
    const cards = new CardKeeper(this.templates, this.cardDesk, new PgCampaignStore(this.db));
    const rates = await readLateRates({ clock: { mode: 'real' } });
    const { hot, clock, queue, templates, config, dialogues, watch } = this;
    const renderer = new BatchRenderer(hot, clock, queue, templates, cards, rates, config, dialogues, watch);
    for (const batch of this.queue.rendering.splice(0)) await renderer.render(batch);
    return this.queue.sending.splice(0);
  }

  /** A sender as one process has it; several share only the database. */
  sender(): BatchSender {
    const failures = new PgContactFailures(this.db);
    const refusals = new Refusals(this.hot, this.clock, this.queue, failures, this.desk);
    const adapters = new Map([
      ['sms', this.adapter],
      ['voice', this.adapter],
    ]);
    const dispatcher = new Dispatcher(
      this.hot,
      this.clock,
      this.queue,
      refusals,
      adapters,
      this.config,
      this.watch,
    );
    const policies = new PolicyLibrary(this.db, this.packs);
    return new BatchSender(
      this.hot,
      policies,
      dispatcher,
      new ClockGuard(this.db),
      new RateGate(this.hot, this.config),
      this.queue,
      this.watch,
    );
  }

  private get config(): Config {
    return {
      publicUrl: 'https://d.example',
      secret: SECRET,
      mailFrom: 'a@b.example',
    } as Config;
  }
}
