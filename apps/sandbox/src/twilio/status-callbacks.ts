import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Agenda } from '../agenda/agenda.js';
import { Dice } from '../agenda/dice.js';
import { addressOf, type StoredText } from '../inbox/stored-message.js';
import {
  DEFAULT_DISORDER,
  SANDBOX_OPTIONS,
  type CallbackDisorder,
  type SandboxOptions,
} from '../sandbox.options.js';
import { API_VERSION, errorMessage } from './message-resource.js';
import { isFinal, type MessageStatus } from './message-status.js';
import { TwilioWebhooks } from './twilio-webhooks.js';

interface Callback {
  url: string;
  form: Record<string, string>;
  /** Twilio's idempotency token: one per event, the same on every retry of it. */
  token: string;
}

/**
 * Reports a message's statuses to the callback URL that it came with. Most reports arrive at once and in order; a
 * seeded few are overtaken, repeated or late, as in life.
 */
@Injectable()
export class StatusCallbacks {
  private readonly disorder: CallbackDisorder;

  constructor(
    private readonly agenda: Agenda,
    private readonly dice: Dice,
    private readonly webhooks: TwilioWebhooks,
    @Inject(SANDBOX_OPTIONS) private readonly options: SandboxOptions,
  ) {
    this.disorder = options.disorder ?? DEFAULT_DISORDER;
    agenda.on<Callback>('sms.callback', ({ url, form, token }) => void this.webhooks.post(url, form, token));
  }

  report(message: StoredText, status: MessageStatus, errorCode: number | null): void {
    if (!message.statusCallback) return;
    const callback: Callback = {
      url: message.statusCallback,
      form: this.form(message, status, errorCode),
      token: randomUUID(),
    };
    const event = `${message.address}|${message.sequence}|${status}`;
    this.agenda.plan('sms.callback', this.delay(event, status), callback);
    if (this.dice.chance(`repeated|${event}`, this.disorder.repeated)) {
      this.agenda.plan('sms.callback', this.dice.between(`again|${event}`, 500, 30_000), callback);
    }
  }

  private delay(event: string, status: MessageStatus): number {
    if (!isFinal(status) && this.dice.chance(`overtaken|${event}`, this.disorder.overtaken)) {
      return this.dice.between(`overtaken by|${event}`, 20_000, 60_000);
    }
    if (this.dice.chance(`late|${event}`, this.disorder.late)) {
      return this.dice.between(`late by|${event}`, 60_000, 600_000);
    }
    return 0;
  }

  private form(message: StoredText, status: MessageStatus, errorCode: number | null): Record<string, string> {
    return {
      AccountSid: this.options.accountSid,
      ApiVersion: API_VERSION,
      From: message.counterpart,
      MessageSid: message.id,
      MessageStatus: status,
      SmsSid: message.id,
      SmsStatus: status,
      To: addressOf(message),
      ...(message.messagingServiceSid ? { MessagingServiceSid: message.messagingServiceSid } : {}),
      ...(errorCode === null ? {} : { ErrorCode: String(errorCode) }),
      ...(message.channel === 'rcs' ? ofChannel(status, errorCode) : {}),
    };
  }
}

/** What Twilio adds for messages of other channels than SMS. */
function ofChannel(status: MessageStatus, errorCode: number | null): Record<string, string> {
  return {
    ChannelPrefix: 'rcs',
    ...(errorCode === null ? {} : { ChannelStatusMessage: errorMessage(errorCode) }),
    ...(status === 'read' ? { EventType: 'READ' } : {}),
  };
}
