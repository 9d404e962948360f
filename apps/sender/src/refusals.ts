import { Inject, Injectable } from '@nestjs/common';
import { Desk, optOut } from '#casework';
import { BusinessClock, ContactFailures, MessageQueue, type SubmissionResult } from '#contracts';
import { type FailureMeaning, smtpFailure, twilioFailure } from '#domain';
import {
  type AttemptResult,
  HotDatabase,
  type MessageToSend,
  moveToNextLeg,
  releaseAttempts,
} from '#persistence';

/** How long a message that was refused for now rests when the provider does not say (machine time). */
const RETRY_AFTER_MS = 5_000;

type Refusal = Extract<SubmissionResult, { outcome: 'refused' }>;

/**
 * Settles submissions that a provider is proved not to have accepted: the contact does not count. Refused for now
 * means the same leg later; refused for good means the next channel, and what the refusal tells of the address.
 */
@Injectable()
export class Refusals {
  constructor(
    @Inject(HotDatabase) private readonly db: HotDatabase,
    @Inject(BusinessClock) private readonly clock: BusinessClock,
    @Inject(MessageQueue) private readonly queue: MessageQueue,
    @Inject(ContactFailures) private readonly failures: ContactFailures,
    @Inject(Desk) private readonly desk: Desk,
  ) {}

  async settle(message: MessageToSend, attempt: AttemptResult, refusal: Refusal): Promise<void> {
    const failed = { ...attempt, outcome: 'refused' as const, errorCode: refusal.code };
    if (refusal.retry === 'later') {
      const restMs = refusal.retryAfterMs ?? RETRY_AFTER_MS;
      await this.db.transaction((tx) => releaseAttempts(tx, [failed], restMs));
      return;
    }
    const meaning =
      message.channel === 'email'
        ? smtpFailure(replyCode(refusal.code), refusal.code)
        : twilioFailure(refusal.code);
    await this.learn(message, meaning, refusal.code);
    const next = await this.db.transaction(async (tx) => {
      await releaseAttempts(tx, [failed], RETRY_AFTER_MS);
      return moveToNextLeg(tx, this.clock.now(), [
        { ...failed, errorCode: refusal.code, fallback: meaning.fallback },
      ]);
    });
    if (next) await this.queue.render(next);
  }

  /** Before the leg is settled, so that nothing is lost should this process end in between; telling twice is once. */
  private async learn(message: MessageToSend, meaning: FailureMeaning, code: string): Promise<void> {
    const leg = { shard: message.shard, messageId: message.id, legNo: message.leg_no };
    if (meaning.invalidPoint) await this.failures.invalidate(leg, code, this.clock.now());
    if (!meaning.suppress) return;
    await optOut(this.desk, {
      address: { messageId: message.id, channel: message.channel },
      channel: message.channel,
      actor: `provider:${code}`,
      messageId: message.id,
      confirm: false,
    });
  }
}

/** The basic reply code of a server that gave no enhanced one; 0 where there is another. */
function replyCode(code: string): number {
  return /^\d{3}$/.test(code) ? Number(code) : 0;
}
