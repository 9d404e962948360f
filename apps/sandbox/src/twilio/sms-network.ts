import { Inject, Injectable } from '@nestjs/common';
import { SegmentedMessage } from 'sms-segments-calculator';
import { Agenda } from '../agenda/agenda.js';
import { Dice } from '../agenda/dice.js';
import { Reactions } from '../debtors/reactions.js';
import { Inbox } from '../inbox/inbox.js';
import { linksInText } from '../inbox/links.js';
import type { StoredSms } from '../inbox/stored-message.js';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';
import { MessageNetwork } from './message-network.js';
import type { SmsSubmission } from './message-validation.js';
import { StatusCallbacks } from './status-callbacks.js';

/** The mobile network as it has always been. */
@Injectable()
export class SmsNetwork extends MessageNetwork<StoredSms> {
  constructor(
    inbox: Inbox,
    agenda: Agenda,
    dice: Dice,
    reactions: Reactions,
    callbacks: StatusCallbacks,
    @Inject(SANDBOX_OPTIONS) options: SandboxOptions,
  ) {
    super('sms', { inbox, agenda, dice, reactions, callbacks, options });
  }

  accept(submission: SmsSubmission): StoredSms {
    const { body } = submission;
    const segments = new SegmentedMessage(body).segmentsCount;
    return this.take(submission, (common) => ({
      ...common,
      channel: 'sms',
      text: body,
      links: linksInText(body),
      segments,
    }));
  }
}
