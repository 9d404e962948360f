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
  /** Machine instant by performance.now() after which nothing of it may leave (I6). */
  handOverBy?: number;
  /** Its connection took so long that nothing of it was let out. */
  late?: boolean;
}

const TOO_LATE: SubmissionResult = { outcome: 'late' };

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
    const progress: Progress = { handOverBy: submission.handOverBy };
    this.underWay.set(mail.messageId, progress);
    try {
      const { messageId, response } = await this.transport.sendMail(mail);
      return { outcome: 'accepted', providerRef: messageId, status: String(response).slice(0, 3) };
    } catch (error) {
      if (progress.late) return TOO_LATE;
      return failedMail(error, progress.body?.readableDidRead === true);
    } finally {
      this.underWay.delete(mail.messageId);
    }
  }
}

/**
 * Notes when nodemailer opens the message's stream. It pipes it to the server once that has said 354 to DATA; by then
 * a slow server may have used up the time for handing over, and the connection is dropped instead.
 */
function watch(message: { createReadStream(options?: object): Readable }, progress: Progress): void {
  const open = message.createReadStream.bind(message);
  message.createReadStream = (options) => {
    const body = open(options);
    const pipe = body.pipe.bind(body);
    body.pipe = (destination, settings) => {
      progress.late = performance.now() > (progress.handOverBy ?? Infinity);
      if (!progress.late) return pipe(destination, settings);
      body.destroy(new Error('The time for handing it over has passed.'));
      return destination;
    };
    return (progress.body = body);
  };
}
