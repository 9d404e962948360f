import type { Readable } from 'node:stream';
import { createTransport, type Transporter } from 'nodemailer';
import { ChannelAdapter, type Config, type Submission, type SubmissionResult } from '#contracts';
import { deriveKey } from '#domain';
import { composeMail } from './mail.js';
import { Slots } from './slots.js';
import { smtpOptions, type SmtpOptions } from './smtp-options.js';
import { failedMail } from './submission-outcome.js';
import { Verp } from './verp.js';

/** How far one message got: its body's stream, once nodemailer has asked for it. */
interface Progress {
  body?: Readable;
}

const TOO_LATE: SubmissionResult = { outcome: 'refused', code: 'hand-over-late', retry: 'later' };

/** E-mail by any SMTP server, over pooled connections. SMTP has no look-up: what is in doubt stays so. */
export class SmtpAdapter extends ChannelAdapter {
  readonly provider = 'smtp';
  readonly channel = 'email';
  private readonly transport: Transporter;
  private readonly verp: Verp;
  override readonly atOnce: number;
  private readonly slots: Slots;
  private readonly underWay = new Map<string, Progress>();

  constructor(config: Pick<Config, 'smtpUrl' | 'secret' | 'mail'>, options: SmtpOptions = {}) {
    super();
    const pool = smtpOptions(config, options);
    this.verp = new Verp(deriveKey(config.secret, 'verp'));
    this.atOnce = pool.maxConnections;
    this.slots = new Slots(pool.maxConnections);
    this.transport = createTransport(pool);
    this.transport.use('stream', (mail, done) => {
      const progress = this.underWay.get(mail.data.messageId ?? '');
      if (progress) watch(mail.message, progress);
      done();
    });
  }

  async submit(submission: Submission): Promise<SubmissionResult> {
    // The pool's own queue has no deadline, so nothing is put there that has no connection waiting.
    await this.slots.take();
    try {
      if (submission.handOverBy !== undefined && performance.now() > submission.handOverBy) return TOO_LATE;
      return await this.send(submission);
    } finally {
      this.slots.give();
    }
  }

  override async destroy(): Promise<void> {
    this.transport.close();
  }

  private async send(submission: Submission): Promise<SubmissionResult> {
    const mail = composeMail(submission, this.verp);
    const key = mail.messageId ?? '';
    const progress: Progress = {};
    this.underWay.set(key, progress);
    try {
      const { messageId, response } = await this.transport.sendMail(mail);
      return { outcome: 'accepted', providerRef: messageId, status: String(response).slice(0, 3) };
    } catch (error) {
      return failedMail(error, progress.body?.readableDidRead === true);
    } finally {
      this.underWay.delete(key);
    }
  }
}

/** Notes when nodemailer opens the message's stream; it begins to read it once the server has said 354 to DATA. */
function watch(message: { createReadStream(options?: object): Readable }, progress: Progress): void {
  const open = message.createReadStream.bind(message);
  message.createReadStream = (options) => (progress.body = open(options));
}
