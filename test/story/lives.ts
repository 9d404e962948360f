/** How long after a message arrived its debtor acts, in minutes. The story's expectations reckon with the same. */
export const PAYS_AFTER = 120;
export const REPLIES_AFTER = 60;
export const BOUNCES_AFTER = 60;

/** How a phone takes a card: shows that it came, or never says anything. Absent: it takes none. */
export type CardPhone = 'shows' | 'says-nothing';

/** How the voicebot's calls are taken: who picks up, and what is pressed at one question after the other. */
export const CALLS = {
  'rings-out': { picksUp: 'nobody' },
  engaged: { picksUp: 'busy' },
  voicemail: { picksUp: 'machine' },
  'says-nothing': { picksUp: 'person' },
  'cannot-show-who': { picksUp: 'person', presses: ['1', 'wrong-identity', 'wrong-identity'] },
  'wants-the-link': { picksUp: 'person', presses: ['1', 'identity', '1'] },
  /** To pay within seven days. */
  promises: { picksUp: 'person', presses: ['1', 'identity', '2', '2'] },
  'wants-a-person': { picksUp: 'person', presses: ['1', 'identity', '3'] },
  'never-again': { picksUp: 'person', presses: ['1', 'identity', '9'] },
  'not-their-number': { picksUp: 'person', presses: ['8', '8'] },
} as const satisfies Record<
  string,
  { picksUp: 'person' | 'machine' | 'busy' | 'nobody'; presses?: readonly string[] }
>;
export type CallWay = keyof typeof CALLS;

/** A life chosen for a case: what its debtor, phone and mailbox do. */
export interface Life {
  /** Pays this share of the balance, through the portal, after this many messages have arrived. */
  pays?: { afterContact: number; share: number };
  /** Answers the first text message with this. */
  replies?: string;
  /** Taps this button of the first card that has it. */
  taps?: 'STOP' | 'CALL_ME';
  /** The number does not exist. */
  deadPhone?: boolean;
  card?: CardPhone;
  /** Absent: calls ring out. */
  call?: CallWay;
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
  'gets-cards': { card: 'shows' },
  'cards-unconfirmed': { card: 'says-nothing' },
  'pays-by-card': { card: 'shows', pays: { afterContact: 1, share: 1 } },
  'taps-stop': { card: 'shows', taps: 'STOP' },
  'taps-call-me': { card: 'shows', taps: 'CALL_ME' },
  'is-engaged': { call: 'engaged' },
  'has-voicemail': { call: 'voicemail' },
  'says-nothing': { call: 'says-nothing' },
  'cannot-show-who': { call: 'cannot-show-who' },
  'wants-the-link': { call: 'wants-the-link' },
  promises: { call: 'promises' },
  'wants-a-person': { call: 'wants-a-person' },
  'never-called-again': { call: 'never-again' },
  'not-their-number': { call: 'not-their-number' },
} as const satisfies Record<string, Life>;

export type LifeName = keyof typeof LIVES;

export function lifeOf(name: LifeName): Life {
  return LIVES[name];
}
