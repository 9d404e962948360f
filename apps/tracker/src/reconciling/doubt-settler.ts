import { Inject, Injectable, Optional } from '@nestjs/common';
import {
  type ChannelAdapter,
  Config,
  type DoubtfulAttempt,
  MessageQueue,
  ReconciliationStore,
  Stopping,
} from '#contracts';
import { deepLinkToken, deriveKey } from '#domain';
import { beforeStop, ProcessStop } from '#platform';
import { holdsLink } from '#templating';
import { ReceiptIntake } from '../receipts/receipt-intake.js';
import { statusFact } from './status-fact.js';

/** The adapters by provider; see createChannelAdapters. */
export const ADAPTERS_BY_PROVIDER = Symbol('ADAPTERS_BY_PROVIDER');

/** Look-ups at a provider at once. */
const AT_ONCE = 8;
/** Between two look-ups of one submission, in machine milliseconds. */
const LOOK_EVERY_MS = 15_000;

/**
 * Settles attempts of which nobody knows whether the provider took them (I1): by look-up where there is one. Found
 * is accepted; still empty after the waiting time is proved not accepted, and the leg goes again. What no look-up can
 * tell stays unknown, and is shown, until a receipt settles it.
 */
@Injectable()
export class DoubtSettler {
  private readonly linkKey: Buffer;

  constructor(
    @Inject(ReconciliationStore) private readonly store: ReconciliationStore,
    @Inject(MessageQueue) private readonly queue: MessageQueue,
    @Inject(ReceiptIntake) private readonly intake: ReceiptIntake,
    @Inject(ADAPTERS_BY_PROVIDER) private readonly adapters: ReadonlyMap<string, ChannelAdapter>,
    @Inject(Config) private readonly config: Config,
    @Optional() @Inject(Stopping) private readonly stopping: Stopping = new ProcessStop(),
  ) {
    this.linkKey = deriveKey(config.secret, 'link.v1');
  }

  async settle(attempts: readonly DoubtfulAttempt[]): Promise<void> {
    // Told to stop, it leaves the rest to another process, which takes them up as soon as their leases have passed.
    const { signal } = this.stopping;
    const waiting = [...attempts];
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next && !signal.aborted; next = waiting.shift())
        await this.settleOne(next);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  private async settleOne(attempt: DoubtfulAttempt): Promise<void> {
    const adapter = this.adapters.get(attempt.provider);
    // Without a link of its own it could not be told from another one, and not finding it would prove nothing.
    const recognisable = adapter?.recognises === 'address' || holdsLink(attempt.body);
    if (!adapter?.lookUp || attempt.to === null || !recognisable) return this.store.settleUnknown(attempt);
    const { to, committedAt } = attempt;
    const asked = adapter.lookUp({ to, committedAt, link: this.linkOf(attempt) });
    const result = await beforeStop(asked, this.stopping.signal);
    if (result === undefined) return;
    if (result.found === null && !result.forGood) return this.store.lookAgain(attempt, LOOK_EVERY_MS);
    if (result.found) {
      await this.store.settleAccepted(attempt, result.providerRef);
      // Mail servers cannot be asked, so what was found is Twilio's.
      const channel = adapter.channel === 'email' ? 'sms' : adapter.channel;
      return this.intake.take(statusFact(attempt, result, channel));
    }
    const remaining = committedAt + this.config.reconcileAfterMs - Date.now();
    if (remaining > 0) return this.store.lookAgain(attempt, Math.min(remaining, LOOK_EVERY_MS));
    if (result.found === null) return this.store.settleUnknown(attempt);
    const again = await this.store.settleNotAccepted(attempt);
    if (again) await this.queue.send([{ ...attempt, channel: adapter.channel }]);
  }

  private linkOf({ messageId, legNo, linkKeyVersion }: DoubtfulAttempt): string {
    const token = deepLinkToken(linkKeyVersion, this.linkKey, `${messageId}.${legNo}`);
    return `${this.config.publicUrl}/p/${token}`;
  }
}
