import { Injectable } from '@nestjs/common';
import { CallLog } from '../calls/call-log.js';
import type { StoredCall } from '../calls/stored-call.js';
import { DebtorDirectory, type KnownDebtor } from '../debtors/debtor-directory.js';
import { Inbox } from '../inbox/inbox.js';
import { isText, type StoredMail, type StoredMessage, type StoredText } from '../inbox/stored-message.js';

/** One debtor as the virtual phone lists them: their number and their mailboxes together. */
export interface PhoneContact {
  /** Case number, or the bare address of somebody unknown. */
  readonly key: string;
  readonly name: string;
  readonly caseRef: string | null;
  readonly phone: string | null;
  readonly mailboxes: readonly string[];
  /** Who they are, when the sandbox knows it: whoever answers for them must be able to show it. */
  readonly known: KnownDebtor | null;
  readonly unread: number;
  readonly latest: StoredMessage | StoredCall;
}

export interface PhoneThread {
  readonly contact: PhoneContact;
  /** SMS and RCS, oldest first. */
  readonly sms: readonly StoredText[];
  /** Oldest first. */
  readonly calls: readonly StoredCall[];
  /** Newest first. */
  readonly mails: readonly StoredMail[];
}

/** Puts addresses together into people. */
@Injectable()
export class PhoneBook {
  constructor(
    private readonly inbox: Inbox,
    private readonly directory: DebtorDirectory,
    private readonly log: CallLog,
  ) {}

  /** Everybody with a message who matches the search, latest first. */
  contacts(search: string): PhoneContact[] {
    const wanted = search.trim().toLowerCase();
    const found = new Map<string, PhoneContact>();
    for (const address of new Set([...this.inbox.addresses(), ...this.log.addresses()])) {
      const key = this.keyOf(address);
      if (found.has(key)) continue;
      const contact = this.contact(key);
      if (contact && this.isFound(contact, wanted)) found.set(key, contact);
    }
    return [...found.values()].sort((a, b) => later(b.latest, a.latest));
  }

  thread(key: string): PhoneThread | undefined {
    const contact = this.contact(this.keyOf(key));
    if (!contact) return undefined;
    const messages = this.messagesTo(contact.phone, contact.mailboxes);
    return {
      contact,
      calls: this.callsTo(contact.phone),
      sms: messages.filter(isText),
      mails: messages.filter((message): message is StoredMail => message.channel === 'email').reverse(),
    };
  }

  contactAt(address: string): PhoneContact | undefined {
    return this.contact(this.keyOf(address));
  }

  /** The number behind a key, whether or not anything was ever sent to it. */
  phoneOf(key: string): string | null {
    const debtor = this.directory.byCaseRef(key);
    if (debtor) return debtor.phone;
    return key.includes('@') ? null : key;
  }

  keyOf(address: string): string {
    return this.directory.behind(address)?.caseRef ?? address;
  }

  /** By who they are, by any of their cases, or by what was written to them. */
  private isFound(contact: PhoneContact, wanted: string): boolean {
    if (wanted === '' || isNamed(contact, wanted)) return true;
    const { phone, mailboxes } = contact;
    const addresses = [...(phone ? [phone] : []), ...mailboxes];
    return (
      addresses.some((address) => this.directory.casesAt(address).some((ref) => holds(ref, wanted))) ||
      this.messagesTo(phone, mailboxes).some((message) => tells(message, wanted))
    );
  }

  /** Calls to the debtor; the second leg of a call that was handed over is an agent's. */
  private callsTo(phone: string | null): StoredCall[] {
    return phone ? this.log.at(phone).filter(({ parent }) => parent === null) : [];
  }

  /** Oldest first, whichever of the addresses they went to. */
  private messagesTo(phone: string | null, mailboxes: readonly string[]): StoredMessage[] {
    return [...(phone ? [phone] : []), ...mailboxes]
      .flatMap((address) => this.inbox.at(address))
      .sort((a, b) => a.sequence - b.sequence);
  }

  private contact(key: string): PhoneContact | undefined {
    const debtor = this.directory.byCaseRef(key);
    const phone = this.phoneOf(key);
    const mailboxes = debtor ? debtor.mailboxes : key.includes('@') ? [key] : [];
    const messages = this.messagesTo(phone, mailboxes);
    const calls = this.callsTo(phone);
    const latest = [...messages, ...calls].reduce<StoredMessage | StoredCall | undefined>(
      (last, one) => (last && later(last, one) > 0 ? last : one),
      undefined,
    );
    if (!latest) return undefined;
    const unread = [...messages, ...calls].filter(({ read }) => !read).length;
    return {
      key,
      name: debtor?.name || key,
      caseRef: debtor?.caseRef ?? null,
      phone,
      mailboxes,
      known: debtor ?? null,
      unread,
      latest,
    };
  }
}

/** Positive when the first came after the second; messages and calls are counted apart, so by their instants. */
function later(a: StoredMessage | StoredCall, b: StoredMessage | StoredCall): number {
  return a.machineAt - b.machineAt || a.sequence - b.sequence;
}

function isNamed({ name, phone, mailboxes }: PhoneContact, wanted: string): boolean {
  const digits = wanted.replace(/[\s-]/g, '');
  return (
    holds(name, wanted) ||
    mailboxes.some((mailbox) => mailbox.includes(wanted)) ||
    (/^\+?\d+$/.test(digits) && (phone ?? '').includes(digits))
  );
}

/** Shorter than this, something of nearly every message would be found. */
const SHORTEST_WORDS = 3;

/**
 * The sandbox knows the cases of the demo's files alone; of any other, the messages tell case number and creditor.
 */
function tells(message: StoredMessage, wanted: string): boolean {
  if (wanted.length < SHORTEST_WORDS || message.direction === 'from-debtor') return false;
  return writtenIn(message).some((words) => holds(words, wanted));
}

function writtenIn(message: StoredMessage): string[] {
  if (message.channel === 'email') return [message.from, message.subject, message.text];
  const card = message.channel === 'rcs' ? message.card : null;
  return [message.counterpart, message.text, card?.title ?? '', card?.body ?? ''];
}

function holds(words: string, wanted: string): boolean {
  return words.toLowerCase().includes(wanted);
}
