import { Injectable } from '@nestjs/common';
import type { DebtorAct, PlannedAct } from '#domain';
import { Agenda } from '../agenda/agenda.js';
import { Inbox } from '../inbox/inbox.js';
import type { StoredMessage } from '../inbox/stored-message.js';
import { isLost } from '../twilio/message-status.js';
import { DebtorBehaviour } from './debtor-behaviour.js';
import { DebtorDirectory } from './debtor-directory.js';

/** Agenda kind under which a debtor's actions wait for their instant. */
export const DEBTOR_ACTS = 'debtor.act';

/** The self-service flow, as the portal addresses it. */
const DEEP_LINK = /\/p\/[0-9A-Za-z]+$/;

export interface DebtorActs {
  readonly messageId: string;
  readonly action: DebtorAct;
}

/** Asks the behaviour model what a message sets off, and puts it on the agenda. */
@Injectable()
export class Reactions {
  constructor(
    private readonly agenda: Agenda,
    private readonly inbox: Inbox,
    private readonly directory: DebtorDirectory,
    private readonly behaviour: DebtorBehaviour,
  ) {}

  /** Plans everything that follows from the message and returns it, earliest first. */
  plan(message: StoredMessage): readonly PlannedAct[] {
    const debtor = this.directory.behind(message.address);
    const reaction = this.behaviour.reactTo({
      channel: message.channel,
      address: message.address,
      subject: this.directory.subjectOf(message.address),
      text: message.text,
      links: message.links,
      ordinal: this.ordinalOf(message, [debtor?.phone, ...(debtor?.mailboxes ?? [])]),
    });
    // A receipt, say, leads nowhere but to the creditor's own pages.
    const leads = message.links.some((link) => DEEP_LINK.test(link));
    const planned = reaction.filter(
      ({ action }) => leads || (action.kind !== 'click' && action.kind !== 'pay'),
    );
    for (const { afterMs, action } of planned) {
      this.agenda.plan(DEBTOR_ACTS, afterMs, { messageId: message.id, action } satisfies DebtorActs);
    }
    return [...planned].sort((a, b) => a.afterMs - b.afterMs);
  }

  private ordinalOf(message: StoredMessage, addresses: (string | null | undefined)[]): number {
    let count = 0;
    for (const address of new Set([message.address, ...addresses])) {
      if (!address) continue;
      for (const other of this.inbox.at(address)) if (reached(other)) count++;
    }
    return count;
  }
}

/** What went by RCS and did not arrive is sent once more by SMS: both together are one contact. */
function reached({ direction, channel, status }: StoredMessage): boolean {
  return direction === 'to-debtor' && !(channel === 'rcs' && isLost(status));
}
