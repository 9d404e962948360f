import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SegmentedMessage } from 'sms-segments-calculator';
import { Inbox } from '../inbox/inbox.js';
import { linksInText } from '../inbox/links.js';
import type { StoredSms } from '../inbox/stored-message.js';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';
import { API_VERSION } from './message-resource.js';
import { optOutType } from './opt-out-words.js';
import { newSid } from './sms-network.js';
import { canBeAnswered, optOutPair } from './sms-sender.js';
import { TwilioWebhooks } from './twilio-webhooks.js';

export type ReplyResult =
  | { kind: 'sent'; message: StoredSms }
  /** Nothing was ever sent to this number, so there is nobody to answer. */
  | { kind: 'no-conversation' }
  /** An alphanumeric sender receives no replies. */
  | { kind: 'unanswerable'; sender: string };

/** Debtors' text messages to us: stored, obeyed when they say STOP, and posted to the inbound webhook. */
@Injectable()
export class SmsReplies {
  constructor(
    private readonly inbox: Inbox,
    private readonly webhooks: TwilioWebhooks,
    @Inject(SANDBOX_OPTIONS) private readonly options: SandboxOptions,
  ) {}

  /** Answers the sender of the number's latest message. */
  reply(number: string, text: string): ReplyResult {
    const latest = this.inbox.at(number).findLast((message) => message.direction === 'to-debtor');
    if (latest?.channel !== 'sms') return { kind: 'no-conversation' };
    if (!canBeAnswered(latest.counterpart)) return { kind: 'unanswerable', sender: latest.counterpart };
    const message = this.store(latest, text);
    const type = optOutType(text);
    const pair = optOutPair(
      { messagingServiceSid: latest.messagingServiceSid, from: latest.counterpart },
      number,
    );
    if (type === 'STOP') this.inbox.optOut(pair, true);
    if (type === 'START') this.inbox.optOut(pair, false);
    void this.webhooks.post(this.options.inboundUrl, this.form(message, type), randomUUID());
    return { kind: 'sent', message };
  }

  private store(latest: StoredSms, text: string): StoredSms {
    const machineAt = Date.now();
    this.inbox.count('replied');
    return this.inbox.add({
      id: newSid(),
      channel: 'sms',
      direction: 'from-debtor',
      address: latest.address,
      counterpart: latest.counterpart,
      text,
      links: linksInText(text),
      businessAt: this.options.clock.now(),
      machineAt,
      status: 'received',
      errorCode: null,
      read: true,
      segments: new SegmentedMessage(text).segmentsCount,
      messagingServiceSid: latest.messagingServiceSid,
      statusCallback: null,
      sentAt: machineAt,
      updatedAt: machineAt,
      redacted: false,
      deleted: false,
    }) as StoredSms;
  }

  private form(message: StoredSms, type: ReturnType<typeof optOutType>): Record<string, string> {
    return {
      AccountSid: this.options.accountSid,
      ApiVersion: API_VERSION,
      Body: message.text,
      From: message.address,
      MessageSid: message.id,
      NumMedia: '0',
      NumSegments: String(message.segments),
      SmsMessageSid: message.id,
      SmsSid: message.id,
      SmsStatus: 'received',
      To: message.counterpart,
      ...(message.messagingServiceSid ? { MessagingServiceSid: message.messagingServiceSid } : {}),
      ...(type ? { OptOutType: type } : {}),
    };
  }
}
