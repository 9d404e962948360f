import {
  RINGS_OUT,
  type CallReaction,
  type ContactMade,
  type MailboxRefusal,
  type PlannedAct,
} from '#domain';

/** A message as it meets its debtor. */
export interface Contact extends ContactMade {
  /** Stands for the debtor: the case number where the directory knows the address, else the address. */
  readonly subject: string;
  readonly address: string;
  readonly text: string;
  readonly links: readonly string[];
}

/** A call as it meets its debtor. */
export interface CallMade {
  /** As of a message. */
  readonly subject: string;
  /** The number that rings. */
  readonly address: string;
  /** How many calls the debtor has been made with this one; from 1. */
  readonly ordinal: number;
}

/** How debtors behave. Pure: the same contact always meets the same reaction. */
export abstract class DebtorBehaviour {
  /** What the message sets off, in business milliseconds after it was taken in. */
  abstract reactTo(contact: Contact): readonly PlannedAct[];
  /** Whether the subject's phone, by its number, takes RCS: for ever or never. */
  hasRcs(_subject: string, _number: string): boolean {
    return true;
  }
  /** How a call is taken; nobody picks up unless a model says otherwise. */
  onCall(_call: CallMade): CallReaction {
    return RINGS_OUT;
  }
  /** Asked at RCPT, before there is a message. */
  abstract atTheDoor(mailbox: string, subject: string): MailboxRefusal | null;
}
