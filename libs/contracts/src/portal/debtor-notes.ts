/** Words that a debtor wrote for an agent. Personal: kept with the interaction, in no event, log or queue. */
export interface DebtorNote {
  caseId: string;
  personId: string;
  messageId: string;
  channel: string;
  about: 'talk' | 'dispute';
  text: string;
  /** When the debtor would like to be contacted: `any`, `morning`, `afternoon` or `evening`. */
  preferredTime: string | null;
  /** Business instant, epoch ms. */
  at: number;
}

export abstract class DebtorNotes {
  /** Keeps the note; the same words about the same case once. */
  abstract add(note: DebtorNote): Promise<void>;
}
