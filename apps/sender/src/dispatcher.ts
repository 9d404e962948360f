import { Inject, Injectable } from '@nestjs/common';
import { BusinessClock, type ChannelAdapter, Config, MessageQueue, type SubmissionResult } from '#contracts';
import { deriveKey } from '#domain';
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
import { CommitTurns } from './commit-turns.js';
import { persevere } from './persevere.js';
import { Refusals } from './refusals.js';
import { SubmissionGate } from './submission-gate.js';
import { type SubmissionSettings, toSubmission } from './submission.js';

/**
 * An attempt that is not with its provider within a second of its commit is voided, never sent (I6); what begins to
 * leave by this long after it is there by then.
 */
const HAND_OVER_MS = 950;
/** How long voided messages may take to be decided anew before the reconciler looks for them. */
const VOIDED_LEASE_MS = 15_000;
/** Submissions at one provider at once, per process, unless its adapter takes fewer. */
const AT_ONCE = 64;

/** Hands committed attempts to their providers, at once and concurrently, and writes the answers back in sets. */
@Injectable()
export class Dispatcher {
  readonly turns = new CommitTurns(() => [...this.gates.values()].some((gate) => gate.crowded));
  private readonly gates: ReadonlyMap<string, SubmissionGate>;
  private readonly settings: SubmissionSettings;
  private readonly accepted = new AnswerWriter<AttemptResult>((results) =>
    persevere(() => storeAccepted(this.db, this.clock.now(), results)),
  );
  private readonly acceptedMails = new AnswerWriter<AttemptResult>((results) =>
    persevere(() =>
      this.db.transactionNow(async (tx, now) => {
        await storeAccepted(tx, now, results);
        await tellOfAcceptedMails(tx, now, results);
      }),
    ),
  );
  private readonly unknown = new AnswerWriter<AttemptResult>((results) =>
    persevere(() => storeUnknown(this.db, results)),
  );
  private readonly voided = new AnswerWriter<AttemptResult>((results) =>
    persevere(() => this.startAgain(results)),
  );

  constructor(
    @Inject(HotDatabase) private readonly db: HotDatabase,
    @Inject(BusinessClock) private readonly clock: BusinessClock,
    @Inject(MessageQueue) private readonly queue: MessageQueue,
    @Inject(Refusals) private readonly refusals: Refusals,
    @Inject(CHANNEL_ADAPTERS) private readonly adapters: ChannelAdapters,
    @Inject(Config) config: Config,
  ) {
    this.settings = { config, linkKey: deriveKey(config.secret, 'link.v1') };
    this.gates = new Map(
      [...adapters].map(([channel, { atOnce = AT_ONCE }]) => [
        channel,
        new SubmissionGate(atOnce, () => this.turns.lookAgain()),
      ]),
    );
  }

  adapter(channel: string): ChannelAdapter {
    const adapter = this.adapters.get(channel);
    if (!adapter) throw new Error(`No provider serves the channel "${channel}".`);
    return adapter;
  }

  /**
   * Resolves once all answers are stored; everything stands at the gates as soon as it has been called.
   * @param committedAt machine instant of the attempts' commit, by performance.now()
   */
  async dispatch(permitted: PermittedMessage[], committedAt: number): Promise<void> {
    await Promise.all(permitted.map((one) => this.submit(one, committedAt)));
  }

  private async submit(
    { message, attempt, validitySeconds }: PermittedMessage,
    committedAt: number,
  ): Promise<void> {
    const handOverBy = committedAt + HAND_OVER_MS;
    const submission = toSubmission(message, attempt.id, this.settings, { validitySeconds, handOverBy });
    const gate = this.gateOf(message.channel);
    await gate.enter();
    let result: SubmissionResult | 'too-late';
    try {
      result =
        performance.now() > handOverBy ? 'too-late' : await this.adapter(message.channel).submit(submission);
    } finally {
      gate.leave();
    }
    await this.settle(message, attempt, result);
  }

  private gateOf(channel: string): SubmissionGate {
    const gate = this.gates.get(channel);
    if (!gate) throw new Error(`No provider serves the channel "${channel}".`);
    return gate;
  }

  /** Voided attempts count for nothing, and their messages are decided anew at once. */
  private async startAgain(results: AttemptResult[]): Promise<void> {
    await this.db.transaction((tx) => releaseAttempts(tx, results, VOIDED_LEASE_MS));
    await this.queue.send({
      shards: results.map((result) => result.shard),
      ids: results.map((result) => result.messageId),
      legs: results.map((result) => result.legNo),
    });
  }

  private settle(
    message: MessageToSend,
    attempt: NewAttempt,
    result: SubmissionResult | 'too-late',
  ): Promise<void> {
    const base = { ...attempt, providerRef: null, errorCode: null };
    if (result === 'too-late')
      return this.voided.add({ ...base, outcome: 'voided', errorCode: 'hand-over-late' });
    switch (result.outcome) {
      case 'accepted':
        return (message.channel === 'email' ? this.acceptedMails : this.accepted).add({
          ...base,
          outcome: 'accepted',
          providerRef: result.providerRef,
          nextLegAt: nextLegAt(message, this.clock.now()),
        });
      case 'unknown':
        return this.unknown.add({ ...base, outcome: 'unknown', errorCode: result.code });
      case 'refused':
        return persevere(() => this.refusals.settle(message, { ...base, outcome: 'refused' }, result));
    }
  }
}

/** When the next leg goes unless this one is confirmed; null when only proof of failure moves the message on. */
function nextLegAt(message: MessageToSend, now: number): number | null {
  const moveOn = message.extra?.legs?.[message.leg_no - 1]?.moveOn;
  if (!moveOn || moveOn.when === 'undelivered' || moveOn.afterMinutes === null) return null;
  return now + moveOn.afterMinutes * 60_000;
}
