import type { ContactMade, MailboxRefusal, PlannedAct } from '#domain';

/** A message as it meets its debtor. */
export interface Contact extends ContactMade {
  /** Stands for the debtor: the case number where the directory knows the address, else the address. */
  readonly subject: string;
  readonly address: string;
  readonly text: string;
  readonly links: readonly string[];
}

/** How debtors behave. Pure: the same contact always meets the same reaction. */
export abstract class DebtorBehaviour {
  /** What the message sets off, in business milliseconds after it was taken in. */
  abstract reactTo(contact: Contact): readonly PlannedAct[];
  /** Whether the subject's phone takes RCS, for ever or never. */
  hasRcs(_subject: string): boolean {
    return true;
  }
  /** Asked at RCPT, before there is a message. */
  abstract atTheDoor(mailbox: string, subject: string): MailboxRefusal | null;
}
