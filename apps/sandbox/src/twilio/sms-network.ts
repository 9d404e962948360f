import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SegmentedMessage } from 'sms-segments-calculator';
import { Agenda } from '../agenda/agenda.js';
import { Dice } from '../agenda/dice.js';
import { Reactions } from '../debtors/reactions.js';
import { Inbox } from '../inbox/inbox.js';
import { linksInText } from '../inbox/links.js';
import type { StoredSms } from '../inbox/stored-message.js';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';
import { advances, type SmsStatus } from './message-status.js';
import type { SmsSubmission } from './message-validation.js';
import { optOutPair } from './sms-sender.js';
import { StatusCallbacks } from './status-callbacks.js';
import { TwilioError } from './twilio-error.js';

interface Progress {
  id: string;
  status: SmsStatus;
  errorCode: number | null;
}

/** The mobile network behind the API: takes messages in and moves them along, in business time. */
@Injectable()
export class SmsNetwork {
  constructor(
    private readonly inbox: Inbox,
    private readonly agenda: Agenda,
    private readonly dice: Dice,
    private readonly reactions: Reactions,
    private readonly callbacks: StatusCallbacks,
    @Inject(SANDBOX_OPTIONS) private readonly options: SandboxOptions,
  ) {
    agenda.on<Progress>('sms.progress', ({ id, status, errorCode }) => this.progress(id, status, errorCode));
    agenda.on<{ id: string }>('sms.release', ({ id }) => this.release(id));
  }

  /** Takes a message in; throws 21610 for a recipient who told this sender to stop. */
  accept(submission: SmsSubmission): StoredSms {
    if (this.inbox.isOptedOut(optOutPair(submission, submission.to))) throw new TwilioError(21610);
    const machineAt = Date.now();
    const message = this.inbox.add({
      id: newSid(),
      channel: 'sms',
      direction: 'to-debtor',
      address: submission.to,
      counterpart: submission.from,
      text: submission.body,
      links: linksInText(submission.body),
      businessAt: this.options.clock.now(),
      machineAt,
      status: firstStatus(submission),
      errorCode: null,
      read: false,
      segments: new SegmentedMessage(submission.body).segmentsCount,
      messagingServiceSid: submission.messagingServiceSid,
      statusCallback: submission.statusCallback,
      sentAt: null,
      updatedAt: machineAt,
      redacted: false,
      deleted: false,
    }) as StoredSms;
    this.inbox.count('sent');
    if (submission.sendAt === null) this.carry(message);
    else this.agenda.planAt('sms.release', submission.sendAt, { id: message.id });
    return message;
  }

  find(id: string): StoredSms | undefined {
    const message = this.inbox.find(id);
    return message?.channel === 'sms' ? message : undefined;
  }

  /** Moves the resource on and reports it; a step back or sideways is nothing. */
  progress(id: string, status: SmsStatus, errorCode: number | null): void {
    const message = this.find(id);
    if (!message || !advances(message.status, status)) return;
    const now = Date.now();
    this.inbox.patch(id, {
      status,
      errorCode,
      updatedAt: now,
      sentAt: message.sentAt ?? (status === 'queued' ? null : now),
    });
    if (status === 'delivered') this.inbox.count('delivered');
    if (status === 'undelivered' || status === 'failed') this.inbox.count('failed');
    this.callbacks.report(message, status, errorCode);
  }

  private release(id: string): void {
    const message = this.find(id);
    if (message?.status !== 'scheduled') return;
    this.progress(id, 'queued', null);
    this.carry(message);
  }

  /** The network has it a moment before the debtor's side says anything. */
  private carry(message: StoredSms): void {
    const planned = this.reactions.plan(message);
    const outcome = planned.find(({ action }) => action.kind === 'deliver' || action.kind === 'fail');
    const usual = this.dice.between(`network|${message.address}|${message.sequence}`, 200, 900);
    const sentAfter = Math.min(usual, Math.floor((outcome?.afterMs ?? usual) * 0.6));
    if (message.messagingServiceSid && message.status === 'accepted') {
      this.agenda.plan('sms.progress', Math.floor(sentAfter / 2), {
        id: message.id,
        status: 'queued',
        errorCode: null,
      });
    }
    this.agenda.plan('sms.progress', sentAfter, { id: message.id, status: 'sent', errorCode: null });
  }
}

/** Twilio's message SID: SM and 32 hex digits. */
export function newSid(): string {
  return `SM${randomBytes(16).toString('hex')}`;
}

function firstStatus({ sendAt, messagingServiceSid }: SmsSubmission): string {
  if (sendAt !== null) return 'scheduled';
  return messagingServiceSid ? 'accepted' : 'queued';
}
