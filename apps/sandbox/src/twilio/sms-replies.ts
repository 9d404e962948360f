import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SegmentedMessage } from 'sms-segments-calculator';
import { Inbox } from '../inbox/inbox.js';
import { linksInText } from '../inbox/links.js';
import type { RcsButton } from '../inbox/rcs-card.js';
import {
  addressOf,
  isText,
  type StoredMessage,
  type StoredRcs,
  type StoredText,
} from '../inbox/stored-message.js';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';
import { API_VERSION } from './message-resource.js';
import { optOutType } from './opt-out-words.js';
import { newSid } from './message-network.js';
import { isLost } from './message-status.js';
import { canBeAnswered, optOutPair } from './sms-sender.js';
import { TwilioWebhooks } from './twilio-webhooks.js';

export type ReplyResult =
  | { kind: 'sent'; message: StoredText }
  /** Nothing was ever sent to this number, so there is nobody to answer. */
  | { kind: 'no-conversation' }
  /** An alphanumeric sender receives no replies. */
  | { kind: 'unanswerable'; sender: string };

/** A button that answers for the debtor, as it stands on a card. */
export type ReplyButton = Extract<RcsButton, { kind: 'reply' }>;

/** Debtors' messages to us, by SMS or RCS: stored, obeyed when they say STOP, and posted to the inbound webhook. */
@Injectable()
export class SmsReplies {
  constructor(
    private readonly inbox: Inbox,
    private readonly webhooks: TwilioWebhooks,
    @Inject(SANDBOX_OPTIONS) private readonly options: SandboxOptions,
  ) {}

  /** Answers the sender of the latest message that the number has, on the channel that it came by. */
  reply(number: string, text: string): ReplyResult {
    const latest = this.inbox.at(number).findLast(canBeSeen);
    if (!latest) return { kind: 'no-conversation' };
    if (latest.channel === 'sms' && !canBeAnswered(latest.counterpart)) {
      return { kind: 'unanswerable', sender: latest.counterpart };
    }
    return { kind: 'sent', message: this.answer(latest, text, {}) };
  }

  /** Taps a button that answers: its title is said, and the sender learns what it meant and on which message. */
  tap(message: StoredRcs, { title, payload }: ReplyButton): StoredText {
    return this.answer(message, title, {
      ButtonText: title,
      ButtonPayload: payload,
      OriginalRepliedMessageSid: message.id,
      OriginalRepliedMessageSender: message.counterpart,
    });
  }

  private answer(to: StoredText, text: string, context: Readonly<Record<string, string>>): StoredText {
    const message = this.store(to, text);
    const type = optOutType(text);
    const pair = optOutPair(
      { messagingServiceSid: to.messagingServiceSid, from: to.counterpart },
      to.address,
    );
    if (type === 'STOP') this.inbox.optOut(pair, true);
    if (type === 'START') this.inbox.optOut(pair, false);
    const form = { ...this.form(message, type), ...context };
    void this.webhooks.post(this.options.inboundUrl, form, randomUUID());
    return message;
  }

  private store(latest: StoredText, text: string): StoredText {
    const machineAt = Date.now();
    this.inbox.count('replied');
    const common = {
      id: newSid(),
      direction: 'from-debtor' as const,
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
    };
    const message =
      latest.channel === 'rcs'
        ? this.inbox.add({ ...common, channel: 'rcs', card: null, segments: 1 })
        : this.inbox.add({ ...common, channel: 'sms' });
    return message as StoredText;
  }

  private form(message: StoredText, type: ReturnType<typeof optOutType>): Record<string, string> {
    return {
      AccountSid: this.options.accountSid,
      ApiVersion: API_VERSION,
      Body: message.text,
      From: addressOf(message),
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

/** What never arrived is nothing that a debtor could answer; of an SMS nobody can tell. */
function canBeSeen(message: StoredMessage): message is StoredText {
  if (message.direction !== 'to-debtor' || !isText(message)) return false;
  return message.channel === 'sms' || !isLost(message.status);
}
