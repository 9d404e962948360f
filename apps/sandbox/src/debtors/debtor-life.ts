import { Injectable } from '@nestjs/common';
import type { DebtorAct } from '#domain';
import { Agenda } from '../agenda/agenda.js';
import { Inbox } from '../inbox/inbox.js';
import type { StoredMessage } from '../inbox/stored-message.js';
import { MailRoom } from '../mail/mail-room.js';
import { SmsNetwork } from '../twilio/sms-network.js';
import { SmsReplies } from '../twilio/sms-replies.js';
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
  private readonly acts: Acts = {
    deliver: (message) => {
      if (message.channel === 'sms') this.sms.progress(message.id, 'delivered', null);
      else this.mail.deliver(message);
    },
    fail: (message, { code }) => this.sms.progress(message.id, 'undelivered', code),
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
      const debtor = this.directory.behind(message.address);
      if (!debtor) throw new Error('a payer whom the directory does not know cannot prove who they are');
      this.inbox.count('clicked');
      await this.visits.pay(message, debtor, share);
    },
    reply: (message, { text }) => void this.replies.reply(message.address, text),
  };

  constructor(
    private readonly inbox: Inbox,
    private readonly sms: SmsNetwork,
    private readonly replies: SmsReplies,
    private readonly mail: MailRoom,
    private readonly visits: DebtorVisits,
    private readonly directory: DebtorDirectory,
    agenda: Agenda,
  ) {
    agenda.on<DebtorActs>(DEBTOR_ACTS, ({ messageId, action }) => this.act(messageId, action));
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
