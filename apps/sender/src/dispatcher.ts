import { Inject, Injectable, type OnApplicationShutdown, Optional } from '@nestjs/common';
import {
  BusinessClock,
  Config,
  type LegToSend,
  MessageQueue,
  MessageWatch,
  Stopping,
  stopwatch,
  type SubmissionResult,
} from '#contracts';
import { deriveKey, nextLegAt } from '#domain';
import {
  type AttemptResult,
  HotDatabase,
  type MessageToSend,
  type NewAttempt,
  releaseAttempts,
  storeAccepted,
  storeUnknown,
  tellOfAcceptedMails,
} from '#persistence';
import { AnswerWriter } from './answer-writer.js';
import type { PermittedMessage } from './batch-decider.js';
import { CHANNEL_ADAPTERS, type ChannelAdapters } from './channel-adapters.js';
import { Lane } from './lane.js';
import { persevere } from './persevere.js';
import { Refusals } from './refusals.js';
import { type SubmissionSettings, toSubmission } from './submission.js';

/**
 * An attempt that is not with its provider within a second of the reading of its facts is voided, never sent (I6); what
 * begins to leave by this long after it is there by then. Stops wait for its commit, which comes later; but a campaign
 * may be paused any moment after the reading, and from then on the second counts.
 */
const HAND_OVER_MS = 950;
/** After so many attempts of a leg a late one is not made again at once, but rests (machine time). */
const AGAIN_AT_ONCE = 3;
const LATE_REST_MS = 5_000;
/** How long voided messages may take to be decided anew before the reconciler looks for them. */
const VOIDED_LEASE_MS = 15_000;

/** An answer that is lost before it is stored can be looked up (I1), but for a mail's: those are gathered for less long. */
const GATHER_MAILS_MS = 50;

/** An attempt that never left, and the channel that its message waits for again. */
type VoidedAttempt = AttemptResult & LegToSend;

/** Hands committed attempts to their providers, at once and concurrently, and writes the answers back in sets. */
@Injectable()
export class Dispatcher implements OnApplicationShutdown {
  private readonly lanes: ReadonlyMap<string, Lane>;
  private readonly settings: SubmissionSettings;
  private readonly accepted = new AnswerWriter<AttemptResult>((results) =>
    persevere(() => storeAccepted(this.db, this.clock.now(), results)),
  );
  private readonly acceptedMails = new AnswerWriter<AttemptResult>(
    (results) =>
      persevere(() =>
        this.db.transactionNow(async (tx, now) => {
          await storeAccepted(tx, now, results);
          await tellOfAcceptedMails(tx, now, results);
        }),
      ),
    GATHER_MAILS_MS,
  );
  private readonly unknown = new AnswerWriter<AttemptResult>((results) =>
    persevere(() => storeUnknown(this.db, results)),
  );
  private readonly voided = new AnswerWriter<VoidedAttempt>((results) =>
    persevere(() => this.startAgain(results)),
  );

  constructor(
    @Inject(HotDatabase) private readonly db: HotDatabase,
    @Inject(BusinessClock) private readonly clock: BusinessClock,
    @Inject(MessageQueue) private readonly queue: MessageQueue,
    @Inject(Refusals) private readonly refusals: Refusals,
    @Inject(CHANNEL_ADAPTERS) adapters: ChannelAdapters,
    @Inject(Config) config: Config,
    @Optional() @Inject(MessageWatch) private readonly watch: MessageWatch = new MessageWatch(),
    @Optional() @Inject(Stopping) stopping?: Stopping,
  ) {
    this.settings = { config, linkKey: deriveKey(config.secret, 'link.v1') };
    this.lanes = new Map([...adapters].map(([channel, adapter]) => [channel, new Lane(adapter)]));
    stopping?.signal.addEventListener('abort', () => {
      for (const lane of this.lanes.values()) lane.stop();
    });
  }

  /** Whatever a provider still owes was given up by now. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.lanes.values()].map(({ adapter }) => adapter.destroy?.()));
  }

  lane(channel: string): Lane {
    const lane = this.lanes.get(channel);
    if (!lane) throw new Error(`No provider serves the channel "${channel}".`);
    return lane;
  }

  /**
   * Resolves once all answers are stored; everything stands at the gates as soon as it has been called.
   * @param readAt machine instant as of which they were decided, by performance.now()
   */
  async dispatch(permitted: PermittedMessage[], readAt: number): Promise<void> {
    await Promise.all(permitted.map((one) => this.submit(one, readAt)));
  }

  private async submit(
    { message, attempt, validitySeconds }: PermittedMessage,
    readAt: number,
  ): Promise<void> {
    const handOverBy = readAt + HAND_OVER_MS;
    const submission = toSubmission(message, attempt.id, this.settings, { validitySeconds, handOverBy });
    let elapsed = stopwatch();
    const result = await this.lane(message.channel).submit(submission, handOverBy, () => {
      elapsed = stopwatch();
    });
    const { channel, leg_no: legNo } = message;
    const { id: attemptId, messageId, provider } = attempt;
    this.watch.submitted(
      { messageId, legNo, channel, attemptId, provider, outcome: result.outcome },
      elapsed(),
    );
    await this.settle(message, attempt, result);
  }

  /** Voided attempts count for nothing, and their messages are decided anew at once. */
  private async startAgain(results: VoidedAttempt[]): Promise<void> {
    await this.db.transaction((tx) => releaseAttempts(tx, results, VOIDED_LEASE_MS));
    await this.queue.send(results);
  }

  private settle(message: MessageToSend, attempt: NewAttempt, result: SubmissionResult): Promise<void> {
    switch (result.outcome) {
      case 'accepted': {
        const accepted = answered(attempt, 'accepted', result.providerRef, null);
        accepted.raisesStage = message.extra?.raisesStage ?? null;
        accepted.nextLegAt = nextLegAt(message.extra?.legs ?? [], message.leg_no, this.clock.now());
        return (message.channel === 'email' ? this.acceptedMails : this.accepted).add(accepted);
      }
      case 'late':
        return this.settleLate(message, attempt);
      case 'unknown':
        return this.unknown.add(answered(attempt, 'unknown', null, result.code));
      case 'refused':
        return persevere(() =>
          this.refusals.settle(message, answered(attempt, 'refused', null, null), result),
        );
    }
  }

  /** Whoever was in the way once is gone by now; a provider that is slow again and again is given time. */
  private settleLate(message: MessageToSend, attempt: NewAttempt): Promise<void> {
    const voided = answered(attempt, 'voided', null, 'hand-over-late');
    if (attempt.attemptNo <= AGAIN_AT_ONCE) return this.voided.add({ ...voided, channel: message.channel });
    return persevere(() => this.db.transaction((tx) => releaseAttempts(tx, [voided], LATE_REST_MS)));
  }
}

/** Field by field: spreading an attempt, once a message, costs more than all the rest of this. */
function answered(
  attempt: NewAttempt,
  outcome: AttemptResult['outcome'],
  providerRef: string | null,
  errorCode: string | null,
): AttemptResult {
  const { shard, messageId, legNo, attemptNo, personId } = attempt;
  return { shard, messageId, legNo, attemptNo, personId, outcome, providerRef, errorCode, nextLegAt: null };
}
