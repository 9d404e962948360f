import { Inject, Injectable } from '@nestjs/common';
import { NOT_REACHABLE_BY_RCS } from '#domain';
import { Agenda } from '../../agenda/agenda.js';
import { Dice } from '../../agenda/dice.js';
import { Reactions } from '../../debtors/reactions.js';
import { Inbox } from '../../inbox/inbox.js';
import { linksInText } from '../../inbox/links.js';
import type { RcsCard } from '../../inbox/rcs-card.js';
import type { StoredRcs } from '../../inbox/stored-message.js';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../../sandbox.options.js';
import { MessageNetwork } from '../message-network.js';
import { StatusCallbacks } from '../status-callbacks.js';
import { fitsRcs } from './rcs-limits.js';
import { RcsPhones } from './rcs-phones.js';
import type { RcsSubmission } from './rcs-submission.js';

/** What Twilio reports of a message whose content the channel does not take. */
const INVALID_CONTENT = 63021;

/** RCS Business Messaging: phones that take it tell when a message arrived and when it was read. */
@Injectable()
export class RcsNetwork extends MessageNetwork<StoredRcs> {
  constructor(
    inbox: Inbox,
    agenda: Agenda,
    dice: Dice,
    reactions: Reactions,
    callbacks: StatusCallbacks,
    @Inject(SANDBOX_OPTIONS) options: SandboxOptions,
    private readonly phones: RcsPhones,
  ) {
    super('rcs', { inbox, agenda, dice, reactions, callbacks, options });
  }

  accept(submission: RcsSubmission): StoredRcs {
    const { body, card } = submission;
    return this.take(submission, (common) => ({
      ...common,
      channel: 'rcs',
      text: body,
      card,
      links: linksOf(card, body),
      segments: 1,
    }));
  }

  /** The debtor has it before their eyes. Told once, and never of a message that has not arrived. */
  read(message: StoredRcs): void {
    if (message.status === 'delivered') this.progress(message.id, 'read', null);
  }

  /** Twilio asks the phone's network first: what cannot arrive never leaves, and no debtor learns of it. */
  protected override carry(message: StoredRcs): void {
    const refusal = this.refusalOf(message);
    if (refusal === null) return super.carry(message);
    const after = this.parts.dice.between(`capability|${message.address}|${message.sequence}`, 400, 2_500);
    this.planProgress(message, after, 'failed', refusal);
  }

  private refusalOf(message: StoredRcs): number | null {
    if (!fitsRcs(message)) return INVALID_CONTENT;
    return this.phones.takes(message.address) ? null : NOT_REACHABLE_BY_RCS;
  }
}

/** What can be tapped: the card's own buttons first, since they are what debtors see. */
function linksOf(card: RcsCard | null, text: string): string[] {
  const buttons = card?.buttons ?? [];
  const tapped = buttons.flatMap((button) => (button.kind === 'url' ? [button.url] : []));
  return [...new Set([...tapped, ...linksInText(card === null ? text : (card.body ?? ''))])];
}
