import { Inject, Injectable, Logger, Optional } from '@nestjs/common';
import { Desk, optOut } from '#casework';
import {
  BusinessClock,
  ContactFailures,
  type LegName,
  type MessageBatch,
  MessageQueue,
  MessageWatch,
  type ReceivedReceipt,
  ReceiptStore,
  type RecordedReceipts,
  stopwatch,
} from '#contracts';
import type { Channel, FailureMeaning } from '#domain';
import type { LegProvider } from './failure-of.js';
import { ReceiptBatcher, type SetOutcome } from './receipt-batcher.js';

/** A fact about a leg as a webhook tells it. */
export interface ReportedFact extends LegName {
  provider: LegProvider | 'tracker';
  channel: Channel;
  eventKey: string;
  kind: string;
  status: ReceivedReceipt['status'];
  errorCode: string | null;
  providerRef: string | null;
  /** What the failure means, if it is one. */
  failure: FailureMeaning | null;
}

/** A receipt, and the channel of its leg, which it is counted by. */
type TakenReceipt = ReceivedReceipt & { channel: Channel };

/** Takes in facts about legs: their consequences first, then the facts themselves, in sets. */
@Injectable()
export class ReceiptIntake {
  private readonly logger = new Logger('receipts');
  private readonly batcher = new ReceiptBatcher<TakenReceipt>((receipts) => this.record(receipts));

  constructor(
    @Inject(ReceiptStore) private readonly receipts: ReceiptStore,
    @Inject(ContactFailures) private readonly failures: ContactFailures,
    @Inject(Desk) private readonly desk: Desk,
    @Inject(MessageQueue) private readonly queue: MessageQueue,
    @Inject(BusinessClock) private readonly clock: BusinessClock,
    @Optional() @Inject(MessageWatch) private readonly watch: MessageWatch = new MessageWatch(),
  ) {}

  /**
   * Resolves once everything is committed. What follows from a failure is done before its receipt is stored and can
   * be done again, so that a crash between the two loses nothing: the provider sends the receipt once more.
   */
  async take(fact: ReportedFact): Promise<void> {
    const { failure, ...rest } = fact;
    if (failure?.suppress || failure?.invalidPoint) await this.stopAddress(fact, failure);
    await this.batcher.add({ ...rest, fallback: failure?.fallback ?? true, occurredAt: this.clock.now() });
  }

  private async stopAddress(fact: ReportedFact, failure: FailureMeaning): Promise<void> {
    if (failure.invalidPoint)
      await this.failures.invalidate(fact, fact.errorCode ?? fact.kind, this.clock.now());
    if (!failure.suppress) return;
    const { channel, messageId, provider } = fact;
    await optOut(this.desk, {
      address: { messageId, channel },
      channel,
      actor: `provider:${provider}`,
      messageId,
      confirm: false,
    });
  }

  private async record(receipts: TakenReceipt[]): Promise<SetOutcome> {
    const elapsed = stopwatch();
    const { held, next } = await this.store(receipts);
    const busy = new Set<ReceivedReceipt>(held);
    this.watch.received(
      receipts.filter((receipt) => !busy.has(receipt)),
      elapsed(),
    );
    if (next !== null) await this.wake(next);
    return { held };
  }

  /** One line in the log for a set, not one for each receipt. */
  private async store(receipts: ReceivedReceipt[]): Promise<RecordedReceipts> {
    try {
      return await this.receipts.record(receipts);
    } catch (error) {
      this.logger.error(
        `${receipts.length} receipts were not stored and are asked for again`,
        error as Error,
      );
      throw error;
    }
  }

  /** The legs are in flight already; a lost wake-up is found by the reconciler. */
  private async wake(next: MessageBatch): Promise<void> {
    try {
      await this.queue.render(next);
    } catch (error) {
      this.logger.error('next legs wait for the reconciler', error as Error);
    }
  }
}
