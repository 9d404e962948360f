import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Desk, sendDigest, type SendDigestResult } from '#casework';
import { AgentDigests, BusinessClock, Config, type DigestRecipient, InternalMailer } from '#contracts';
import { spellFrom } from '#domain';
import { EscalationRunner } from './escalation-runner.js';

/** Until a mail that another process has, or that waits for its server, is asked for again; machine time. */
const REST_MS = 30_000;

/** Mails each agent what there is for them, once their working day has begun: by business time, once a day. */
@Injectable()
export class DigestRunner implements OnModuleDestroy {
  private readonly logger = new Logger('mail of the day');
  /** By agent: the day that needs no asking, and until which machine instant. */
  private readonly resting = new Map<string, { day: string; until: number }>();

  constructor(
    @Inject(Desk) private readonly desk: Desk,
    @Inject(AgentDigests) private readonly digests: AgentDigests,
    @Inject(InternalMailer) private readonly mailer: InternalMailer,
    @Inject(BusinessClock) private readonly clock: BusinessClock,
    @Inject(Config) private readonly config: Pick<Config, 'agentMail'>,
    @Inject(EscalationRunner) private readonly runner: EscalationRunner,
  ) {}

  /** Sends what is due. Returns how many mails went out. */
  async sendDue(): Promise<number> {
    if (this.config.agentMail !== true) return 0;
    const now = await this.clock.refresh();
    const due = (await this.digests.recipients()).filter((recipient) => this.isDue(recipient, now));
    if (due.length === 0) return 0;
    // What the hour in which the day begins hands out belongs into the mail of that day.
    await this.runner.runDue();
    if (await this.runner.isUnderWay()) return 0;
    await this.runner.drain();
    let sent = 0;
    for (const recipient of due) {
      const { desk, digests, mailer } = this;
      const result = await sendDigest({ desk, digests, mailer }, recipient);
      this.settle(recipient, result);
      if (result.kind === 'sent') sent += 1;
    }
    return sent;
  }

  async onModuleDestroy(): Promise<void> {
    await this.mailer.destroy();
  }

  private isDue(recipient: DigestRecipient, now: number): boolean {
    const spell = spellFrom(this.desk.calendar, recipient, now);
    if (spell === null || spell.from > now) return false;
    const rest = this.resting.get(recipient.id);
    return rest?.day !== spell.day || performance.now() >= rest.until;
  }

  /** Codes of the server and references of the house are all that is logged. */
  private settle({ id, ref }: DigestRecipient, result: SendDigestResult): void {
    if (result.kind === 'notYet') return;
    const { day } = result;
    const over = result.kind !== 'elsewhere' && result.kind !== 'putOff';
    this.resting.set(id, { day, until: over ? Infinity : performance.now() + REST_MS });
    if (result.kind === 'putOff') this.logger.warn(`the mail to ${ref} is put off (${result.code})`);
    if (result.kind === 'failed')
      this.logger.error(`it is not certain that the mail of ${day} to ${ref} went out (${result.code})`);
  }
}
