import { randomBytes } from 'node:crypto';
import type { Agenda } from '../agenda/agenda.js';
import type { Dice } from '../agenda/dice.js';
import type { Reactions } from '../debtors/reactions.js';
import type { Inbox } from '../inbox/inbox.js';
import type { StoredText } from '../inbox/stored-message.js';
import type { SandboxOptions } from '../sandbox.options.js';
import { advances, type MessageStatus } from './message-status.js';
import type { Submission } from './message-validation.js';
import { optOutPair } from './sms-sender.js';
import type { StatusCallbacks } from './status-callbacks.js';
import { TwilioError } from './twilio-error.js';

interface Progress {
  id: string;
  status: MessageStatus;
  errorCode: number | null;
}

/** What every network works with. */
export interface NetworkParts {
  readonly inbox: Inbox;
  readonly agenda: Agenda;
  readonly dice: Dice;
  readonly reactions: Reactions;
  readonly callbacks: StatusCallbacks;
  readonly options: SandboxOptions;
}

type NewText<Message> = Message extends StoredText ? Omit<Message, 'sequence'> : never;

/** A network behind the API: takes messages in and moves them along, in business time. */
export abstract class MessageNetwork<Message extends StoredText> {
  protected constructor(
    private readonly channel: Message['channel'],
    protected readonly parts: NetworkParts,
  ) {
    parts.agenda.on<Progress>(`${channel}.progress`, ({ id, status, errorCode }) =>
      this.progress(id, status, errorCode),
    );
    parts.agenda.on<{ id: string }>(`${channel}.release`, ({ id }) => this.release(id));
  }

  find(id: string): Message | undefined {
    const message = this.parts.inbox.find(id);
    return message?.channel === this.channel ? (message as Message) : undefined;
  }

  /** Moves the resource on and reports it; a step back or sideways is nothing. */
  progress(id: string, status: MessageStatus, errorCode: number | null): void {
    const { inbox, callbacks } = this.parts;
    const message = this.find(id);
    if (!message || !advances(message.status, status)) return;
    const now = Date.now();
    inbox.patch(id, {
      status,
      errorCode,
      updatedAt: now,
      sentAt: message.sentAt ?? (status === 'queued' ? null : now),
    });
    if (status === 'delivered') inbox.count('delivered');
    if (status === 'undelivered' || status === 'failed') inbox.count('failed');
    callbacks.report(message, status, errorCode);
  }

  /** Takes a message in; throws 21610 for a recipient who told this sender to stop. */
  protected take(submission: Submission, own: (common: Common) => NewText<Message>): Message {
    const { inbox, agenda, options } = this.parts;
    if (inbox.isOptedOut(optOutPair(submission, submission.to))) throw new TwilioError(21610);
    const machineAt = Date.now();
    const message = inbox.add(
      own({
        id: newSid(),
        direction: 'to-debtor',
        address: submission.to,
        counterpart: submission.from,
        businessAt: options.clock.now(),
        machineAt,
        status: firstStatus(submission),
        errorCode: null,
        read: false,
        messagingServiceSid: submission.messagingServiceSid,
        statusCallback: submission.statusCallback,
        sentAt: null,
        updatedAt: machineAt,
        redacted: false,
        deleted: false,
      }),
    ) as Message;
    inbox.count('sent');
    if (submission.sendAt === null) this.carry(message);
    else agenda.planAt(`${this.channel}.release`, submission.sendAt, { id: message.id });
    return message;
  }

  /** The network has it a moment before the debtor's side says anything. */
  protected carry(message: Message): void {
    const planned = this.parts.reactions.plan(message);
    const outcome = planned.find(({ action }) => action.kind === 'deliver' || action.kind === 'fail');
    const usual = this.parts.dice.between(`network|${message.address}|${message.sequence}`, 200, 900);
    const sentAfter = Math.min(usual, Math.floor((outcome?.afterMs ?? usual) * 0.6));
    if (message.messagingServiceSid && message.status === 'accepted') {
      this.planProgress(message, Math.floor(sentAfter / 2), 'queued');
    }
    this.planProgress(message, sentAfter, 'sent');
  }

  protected planProgress(
    { id }: Message,
    afterMs: number,
    status: MessageStatus,
    errorCode: number | null = null,
  ): void {
    this.parts.agenda.plan(`${this.channel}.progress`, afterMs, { id, status, errorCode } satisfies Progress);
  }

  private release(id: string): void {
    const message = this.find(id);
    if (message?.status !== 'scheduled') return;
    this.progress(id, 'queued', null);
    this.carry(message);
  }
}

/** What all channels store alike of a message to a debtor. */
export type Common = Omit<StoredText, 'sequence' | 'channel' | 'text' | 'links' | 'segments'>;

/** Twilio's message SID: SM and 32 hex digits. */
export function newSid(): string {
  return `SM${randomBytes(16).toString('hex')}`;
}

function firstStatus({ sendAt, messagingServiceSid }: Submission): string {
  if (sendAt !== null) return 'scheduled';
  return messagingServiceSid ? 'accepted' : 'queued';
}
