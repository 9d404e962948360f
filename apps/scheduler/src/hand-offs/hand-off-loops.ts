import { join } from 'node:path';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { deliverHandOffs, notifyOwners } from '#casework';
import {
  BusinessClock,
  type HandOffDestination,
  HandOffOutbox,
  InternalMailer,
  OwnerNotices,
  PlainError,
  WebhookSender,
} from '#contracts';
import { readHandOffDestinations } from '#persistence';
import { handOffFaults, PlatformConfig, projectDirectory } from '#platform';
import { ServiceLoops } from '../service-loops.js';

/** How often it is looked what is to go out; machine time. */
const REST_MS = 1_000;
/** Files may come and change while the service runs; machine time. */
const READ_AGAIN_MS = 10_000;

/** Tells outside systems of the cases that are handed to them, and account managers of theirs. */
@Injectable()
export class HandOffLoops extends ServiceLoops implements OnModuleInit, OnModuleDestroy {
  private destinations: { all: HandOffDestination[]; readAt: number } | undefined;

  constructor(
    @Inject(HandOffOutbox) private readonly outbox: HandOffOutbox,
    @Inject(WebhookSender) private readonly sender: WebhookSender,
    @Inject(OwnerNotices) notices: OwnerNotices,
    @Inject(InternalMailer) mailer: InternalMailer,
    @Inject(BusinessClock) private readonly businessClock: BusinessClock,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {
    const mails = config.agentMail === true;
    super('hand-offs', REST_MS, {
      'handing cases off': () => this.deliver(),
      'mailing account managers': () => notifyOwners({ notices, mailer, clock: businessClock, mails }),
    });
  }

  /** Destinations that cannot be used stop the start, never a hand-off (I9). */
  async onModuleInit(): Promise<void> {
    await this.configured();
  }

  override async onModuleDestroy(): Promise<void> {
    await super.onModuleDestroy();
    await this.sender.destroy();
  }

  private async deliver(): Promise<number> {
    const destinations = await this.configured();
    const { outbox, sender, businessClock: clock } = this;
    return deliverHandOffs({
      outbox,
      sender,
      clock,
      destinations,
      secrets: this.config.handOffSecrets ?? {},
    });
  }

  private async configured(): Promise<HandOffDestination[]> {
    const { destinations } = this;
    if (destinations !== undefined && performance.now() - destinations.readAt < READ_AGAIN_MS)
      return destinations.all;
    const all = await readHandOffDestinations(join(projectDirectory(), 'campaigns', 'hand-offs'));
    const faults = handOffFaults(all, this.config);
    if (faults.length > 0) throw new PlainError(faults.join('\n'));
    this.destinations = { all, readAt: performance.now() };
    return all;
  }
}
