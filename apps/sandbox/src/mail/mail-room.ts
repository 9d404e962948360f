import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Reactions } from '../debtors/reactions.js';
import { Inbox } from '../inbox/inbox.js';
import { packHtml, type StoredMail } from '../inbox/stored-message.js';
import { WebhookPoster } from '../outgoing/webhook-poster.js';
import { INSISTENT } from '../outgoing/retry-plan.js';
import { timedSignature } from '../outgoing/signatures.js';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';
import { deliveryStatusNotification } from './delivery-status-notification.js';
import { parseMail } from './mail-parser.js';

/** SMTP's envelope of one recipient. */
export interface Envelope {
  readonly from: string;
  readonly to: string;
  /** ENVID of RFC 3461, which a bounce gives back. */
  readonly envelopeId: string | null;
}

/** Debtors' mailboxes: keeps mails, and sends back those that bounce after they were accepted. */
@Injectable()
export class MailRoom {
  constructor(
    private readonly inbox: Inbox,
    private readonly reactions: Reactions,
    private readonly poster: WebhookPoster,
    @Inject(SANDBOX_OPTIONS) private readonly options: SandboxOptions,
  ) {}

  /** Stores the mail once for each recipient; resolves with the queue id that SMTP answers with. */
  async accept(raw: Buffer, recipients: readonly Envelope[]): Promise<string> {
    const mail = await parseMail(raw);
    const queueId = randomUUID().replaceAll('-', '').slice(0, 12).toUpperCase();
    for (const [index, { from, to, envelopeId }] of recipients.entries()) {
      const message = this.inbox.add({
        id: `MX${queueId}${index === 0 ? '' : `-${index}`}`,
        channel: 'email',
        direction: 'to-debtor',
        address: to.toLowerCase(),
        counterpart: mail.fromAddress,
        text: mail.text,
        links: mail.links,
        businessAt: this.options.clock.now(),
        machineAt: Date.now(),
        status: 'accepted',
        errorCode: null,
        read: false,
        subject: mail.subject,
        from: mail.from,
        messageId: mail.messageId,
        envelopeFrom: from,
        envelopeId,
        unsubscribe: mail.unsubscribe,
        images: mail.images,
        packedHtml: packHtml(mail.html),
        size: raw.length,
      });
      this.inbox.count('sent');
      this.reactions.plan(message);
    }
    return queueId;
  }

  deliver(mail: StoredMail): void {
    if (mail.status !== 'accepted') return;
    this.inbox.patch(mail.id, { status: 'delivered' });
    this.inbox.count('delivered');
  }

  /** Sends the mail back to its envelope sender; a null sender gets nothing (RFC 5321 4.5.5). */
  bounce(mail: StoredMail, status: string, reason: string): void {
    if (mail.status === 'bounced') return;
    this.inbox.patch(mail.id, { status: 'bounced' });
    this.inbox.count('bounced');
    if (mail.envelopeFrom === '') return;
    const body = Buffer.from(deliveryStatusNotification(mail, status, reason, new Date()));
    void this.poster.post({
      url: `${this.options.publicUrl}/webhooks/email/dsn`,
      body,
      headers: () => ({
        'content-type': 'message/rfc822',
        'x-dunlin-signature': timedSignature(this.options.emailWebhookSecret, body, Date.now()),
      }),
      plan: INSISTENT,
    });
  }
}
