import { Injectable, Logger } from '@nestjs/common';
import type { DebtorAct } from '#domain';
import { Agenda } from '../agenda/agenda.js';
import { Inbox } from '../inbox/inbox.js';
import { isText, type StoredMessage, type StoredText } from '../inbox/stored-message.js';
import { MailRoom } from '../mail/mail-room.js';
import { RcsNetwork } from '../twilio/rcs/rcs-network.js';
import { SmsNetwork } from '../twilio/sms-network.js';
import { SmsReplies, type ReplyButton } from '../twilio/sms-replies.js';
import { DebtorDirectory } from './debtor-directory.js';
import { DebtorVisits } from './debtor-visits.js';
import { DEBTOR_ACTS, type DebtorActs } from './reactions.js';

type Kind = DebtorAct['kind'];
type Acts = {
  [K in Kind]: (message: StoredMessage, action: Extract<DebtorAct, { kind: K }>) => Promise<void> | void;
};

/** Carries out what debtors do, when its instant has come. */
@Injectable()
export class DebtorLife {
  private readonly logger = new Logger('sandbox.debtors');
  private toldOfStrangers = false;
  private readonly acts: Acts = {
    deliver: (message) => {
      if (isText(message)) this.networkOf(message).progress(message.id, 'delivered', null);
      else this.mail.deliver(message);
    },
    fail: (message, { code }) => {
      if (isText(message)) this.networkOf(message).progress(message.id, 'undelivered', code);
    },
    read: (message) => {
      if (message.channel === 'rcs') this.rcs.read(message);
    },
    bounce: (message, { status, reason }) => {
      if (message.channel === 'email') this.mail.bounce(message, status, reason);
    },
    open: async (message) => {
      if (message.channel === 'email') await this.visits.loadImages(message);
    },
    scan: (message) => this.visits.scan(message),
    click: async (message) => {
      this.inbox.count('clicked');
      await this.visits.look(message);
    },
    pay: async (message, { share }) => {
      const debtor = this.directory.behind(message.address, wordsOf(message));
      if (!debtor) return this.tellOfStrangers();
      this.inbox.count('clicked');
      await this.visits.pay(message, debtor, share);
    },
    reply: (message, { text, payload }) => {
      const button = buttonOf(message, payload);
      if (button && message.channel === 'rcs') this.replies.tap(message, button);
      else this.replies.reply(message.address, text);
    },
  };

  constructor(
    private readonly inbox: Inbox,
    private readonly sms: SmsNetwork,
    private readonly rcs: RcsNetwork,
    private readonly replies: SmsReplies,
    private readonly mail: MailRoom,
    private readonly visits: DebtorVisits,
    private readonly directory: DebtorDirectory,
    agenda: Agenda,
  ) {
    agenda.on<DebtorActs>(DEBTOR_ACTS, ({ messageId, action }) => this.act(messageId, action));
  }

  /** Once: an imported portfolio may be all of them. */
  private tellOfStrangers(): void {
    if (this.toldOfStrangers) return;
    this.toldOfStrangers = true;
    this.logger.warn(
      "debtors who are not in the demo's files never pay by themselves: the sandbox does not know what proves who " +
        'they are. Pay for them from the virtual phone.',
    );
  }

  private networkOf({ channel }: StoredText): SmsNetwork | RcsNetwork {
    return channel === 'rcs' ? this.rcs : this.sms;
  }

  private async act<K extends Kind>(
    messageId: string,
    action: Extract<DebtorAct, { kind: K }>,
  ): Promise<void> {
    const message = this.inbox.find(messageId);
    // Forgotten since: memory is bounded, and so is a debtor's.
    if (message) await this.acts[action.kind as K](message, action);
  }
}

/** A letter names the case that it is about. */
function wordsOf(message: StoredMessage): string {
  const card = message.channel === 'rcs' ? message.card : null;
  return [message.text, card?.title, card?.body].filter(Boolean).join(' ');
}

function buttonOf(message: StoredMessage, payload: string | undefined): ReplyButton | undefined {
  if (message.channel !== 'rcs' || payload === undefined) return undefined;
  return message.card?.buttons.find(
    (button): button is ReplyButton => button.kind === 'reply' && button.payload === payload,
  );
}
