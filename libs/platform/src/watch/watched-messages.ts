import {
  type DecidedLeg,
  MessageWatch,
  type PlannedLeg,
  type ReceivedFact,
  type SubmittedLeg,
  type Took,
  type WrittenLeg,
} from '#contracts';
import type { Metrics } from '../metrics/metrics.js';
import { Tally, TallySpread } from '../metrics/tally.js';
import type { MessageTracer } from './message-tracer.js';

const SUBMISSION_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];
const BATCH_SIZES = [1, 5, 10, 25, 50, 100, 200, 500, 1_000];
const BATCH_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Counts what happens on a message's way for /metrics, and has it traced where traces are asked for. */
export class WatchedMessages extends MessageWatch {
  private readonly plans: Tally;
  private readonly renders: Tally;
  private readonly wordless: Tally;
  private readonly decisions: Tally;
  private readonly submissions: Tally;
  private readonly receipts: Tally;
  private readonly submissionSeconds: TallySpread;
  private readonly batchMessages: TallySpread;
  private readonly batchSeconds: TallySpread;

  constructor(
    { registry }: Metrics,
    private readonly tracer: MessageTracer | null = null,
  ) {
    super();
    const tally = (name: string, help: string, labels: string[]): Tally =>
      new Tally(registry, name, help, labels);
    const spread = (name: string, help: string, labels: string[], bounds: number[]): TallySpread =>
      new TallySpread(registry, name, help, labels, bounds);
    const wayLabels = ['channel', 'provider', 'outcome'];
    this.plans = tally('dunlin_messages_planned_total', 'Messages planned, by first channel.', ['channel']);
    this.renders = tally('dunlin_messages_rendered_total', 'Legs rendered, by channel.', ['channel']);
    this.wordless = tally(
      'dunlin_messages_not_rendered_total',
      'Messages that ended unrendered, by reason.',
      ['reason'],
    );
    this.decisions = tally('dunlin_decisions_total', 'Contact decisions, by outcome and deciding rule.', [
      'channel',
      'outcome',
      'rule',
    ]);
    this.submissions = tally(
      'dunlin_submissions_total',
      'Submissions, by what the provider answered.',
      wayLabels,
    );
    this.receipts = tally('dunlin_receipts_total', 'Receipts, by what they prove.', [
      'channel',
      'provider',
      'status',
    ]);
    this.submissionSeconds = spread(
      'dunlin_submission_seconds',
      'From hand-over to answer, by provider.',
      ['provider'],
      SUBMISSION_SECONDS,
    );
    this.batchMessages = spread(
      'dunlin_batch_messages',
      'Messages in a batch, by step.',
      ['step'],
      BATCH_SIZES,
    );
    this.batchSeconds = spread(
      'dunlin_batch_seconds',
      'Time that a batch took, by step.',
      ['step'],
      BATCH_SECONDS,
    );
  }

  override planned(messages: readonly PlannedLeg[], took: Took): void {
    this.batch('plan', messages.length, took);
    for (const { channel } of messages) this.plans.add(1, channel);
    this.tracer?.planned(messages, took);
  }

  override rendered(legs: readonly WrittenLeg[], without: readonly string[], took: Took): void {
    this.batch('render', legs.length + without.length, took);
    for (const { channel } of legs) this.renders.add(1, channel);
    for (const reason of without) this.wordless.add(1, reason);
    this.tracer?.rendered(legs, took);
  }

  override decided(decisions: readonly DecidedLeg[], took: Took): void {
    this.batch('decide', decisions.length, took);
    for (const { channel, outcome, rule } of decisions) this.decisions.add(1, channel, outcome, rule);
    this.tracer?.decided(decisions, took);
  }

  override submitted(leg: SubmittedLeg, took: Took): void {
    this.submissions.add(1, leg.channel, leg.provider, leg.outcome);
    // One that never left says nothing of how long its provider takes.
    if (leg.outcome !== 'late') this.submissionSeconds.observe(took.ms / 1_000, leg.provider);
    this.tracer?.submitted(leg, took);
  }

  override received(facts: readonly ReceivedFact[], took: Took): void {
    this.batch('receive', facts.length, took);
    for (const { channel, provider, status } of facts) {
      this.receipts.add(1, channel, provider, status ?? 'none');
    }
    this.tracer?.received(facts, took);
  }

  /** Hands over what is not told yet. */
  async stop(): Promise<void> {
    await this.tracer?.stop();
  }

  private batch(step: string, size: number, { ms }: Took): void {
    if (size === 0) return;
    this.batchMessages.observe(size, step);
    this.batchSeconds.observe(ms / 1_000, step);
  }
}
