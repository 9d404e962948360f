import type { Readable } from 'node:stream';
import { createTransport, type Transporter } from 'nodemailer';
import { type Config, type InternalMail, InternalMailer, type InternalMailResult } from '#contracts';
import { readMailAddress } from './mail-address.js';
import { smtpOptions, type SmtpOptions } from './smtp-options.js';
import { failedMail } from './submission-outcome.js';

/** A few mails a day and agent: no reason to take connections from the debtors' mails. */
const CONNECTIONS = 1;

/** Mails to agents by the same server as the debtors' mails, over a connection of its own. */
export class SmtpInternalMailer extends InternalMailer {
  private readonly transport: Transporter;
  /** The bodies of mails under way: once one was read from, the server may have it. */
  private readonly bodies = new Map<string, Readable>();

  constructor(
    private readonly config: Pick<Config, 'smtpUrl' | 'mail' | 'mailFrom'>,
    options: SmtpOptions = {},
  ) {
    super();
    this.transport = createTransport(smtpOptions(config, { connections: CONNECTIONS, ...options }));
    this.transport.use('stream', (mail, done) => {
      const message = mail.message as { createReadStream(options?: object): Readable };
      const open = message.createReadStream.bind(message);
      message.createReadStream = (settings) => {
        const body = open(settings);
        this.bodies.set(mail.data.messageId ?? '', body);
        return body;
      };
      done();
    });
  }

  async send({ id, to, subject, text, html }: InternalMail): Promise<InternalMailResult> {
    const { name, address, domain } = readMailAddress(this.config.mailFrom);
    const messageId = `<${id}@${domain}>`;
    try {
      await this.transport.sendMail({
        ...{ from: { name, address }, to: { name: '', address: to }, subject, text, html, messageId },
        // Nobody's out-of-office is to answer it (RFC 3834).
        headers: { 'Auto-Submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      return { outcome: 'accepted' };
    } catch (error) {
      const failed = failedMail(error, this.bodies.get(messageId)?.readableDidRead === true);
      if (failed.outcome === 'refused') return { outcome: 'refused', code: failed.code, retry: failed.retry };
      return { outcome: 'unknown', code: 'code' in failed ? failed.code : failed.outcome };
    } finally {
      this.bodies.delete(messageId);
    }
  }

  override async destroy(): Promise<void> {
    this.transport.close();
  }
}
