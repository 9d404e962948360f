/** How long after a message arrived its debtor acts, in minutes. The story's expectations reckon with the same. */
export const PAYS_AFTER = 120;
export const REPLIES_AFTER = 60;
export const BOUNCES_AFTER = 60;

/** A life chosen for a case: what its debtor, phone and mailbox do. */
export interface Life {
  /** Pays this share of the balance, through the portal, after this many messages have arrived. */
  pays?: { afterContact: number; share: number };
  /** Answers the first text message with this. */
  replies?: string;
  /** The number does not exist. */
  deadPhone?: boolean;
  mailbox?: 'bounces' | 'refuses';
  looks?: boolean;
}

export const LIVES = {
  silent: {},
  looks: { looks: true },
  'pays-at-once': { pays: { afterContact: 1, share: 1 } },
  'pays-after-second': { pays: { afterContact: 2, share: 1 } },
  'pays-in-part': { pays: { afterContact: 1, share: 0.4 } },
  'replies-stop': { replies: 'STOP' },
  'asks-to-stop': { replies: 'Proszę nie pisać' },
  'wrong-number': { replies: 'Pomyłka, nie znam tej osoby' },
  'asks-back': { replies: 'Czy mogę zapłacić w przyszłym tygodniu?' },
  'dead-phone': { deadPhone: true },
  'mailbox-bounces': { mailbox: 'bounces' },
  'mailbox-refuses': { mailbox: 'refuses' },
  unreachable: { deadPhone: true, mailbox: 'refuses' },
} as const satisfies Record<string, Life>;

export type LifeName = keyof typeof LIVES;

export function lifeOf(name: LifeName): Life {
  return LIVES[name];
}
