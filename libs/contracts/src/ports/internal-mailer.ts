/** A mail to somebody of the house. Never to a debtor: those are contacts, which the policy decides about. */
export interface InternalMail {
  /** Unique, of letters, digits and dashes; it becomes the Message-ID. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** What became of it. Refused is proved: nobody has it; `unknown` leaves doubt, and is not to be sent again. */
export type InternalMailResult =
  | { outcome: 'accepted' }
  | { outcome: 'refused'; code: string; retry: 'never' | 'later' }
  | { outcome: 'unknown'; code: string };

/** Sends mails to agents; beside the way of debtors' messages, and counted as no contact. */
export abstract class InternalMailer {
  abstract send(mail: InternalMail): Promise<InternalMailResult>;
  /** Lets go of connections. */
  async destroy(): Promise<void> {}
}
