import { Injectable } from '@nestjs/common';
import { DebtorDirectory } from '../debtors/debtor-directory.js';
import { Inbox } from '../inbox/inbox.js';
import { isText, type StoredMail, type StoredMessage, type StoredText } from '../inbox/stored-message.js';

/** One debtor as the virtual phone lists them: their number and their mailbox together. */
export interface PhoneContact {
  /** Case number, or the bare address of somebody unknown. */
  readonly key: string;
  readonly name: string;
  readonly caseRef: string | null;
  readonly phone: string | null;
  readonly mailbox: string | null;
  readonly unread: number;
  readonly latest: StoredMessage;
}

export interface PhoneThread {
  readonly contact: PhoneContact;
  /** SMS and RCS, oldest first. */
  readonly sms: readonly StoredText[];
  /** Newest first. */
  readonly mails: readonly StoredMail[];
}

/** Puts addresses together into people. */
@Injectable()
export class PhoneBook {
  constructor(
    private readonly inbox: Inbox,
    private readonly directory: DebtorDirectory,
  ) {}

  /** Everybody with a message who matches the search, latest first. */
  contacts(search: string): PhoneContact[] {
    const wanted = search.trim().toLowerCase();
    const found = new Map<string, PhoneContact>();
    for (const address of this.inbox.addresses()) {
      const key = this.keyOf(address);
      if (found.has(key)) continue;
      const contact = this.contact(key);
      if (contact && matches(contact, wanted)) found.set(key, contact);
    }
    return [...found.values()].sort((a, b) => b.latest.sequence - a.latest.sequence);
  }

  thread(key: string): PhoneThread | undefined {
    const contact = this.contact(key);
    if (!contact) return undefined;
    const messages = [contact.phone, contact.mailbox].flatMap((address) =>
      address ? this.inbox.at(address) : [],
    );
    return {
      contact,
      sms: messages.filter(isText),
      mails: messages.filter((message): message is StoredMail => message.channel === 'email').reverse(),
    };
  }

  keyOf(address: string): string {
    return this.directory.behind(address)?.caseRef ?? address;
  }

  private contact(key: string): PhoneContact | undefined {
    const debtor = this.directory.byCaseRef(key);
    const phone = debtor ? debtor.phone : key.includes('@') ? null : key;
    const mailbox = debtor ? debtor.mailbox : key.includes('@') ? key : null;
    const messages = [phone, mailbox].flatMap((address) => (address ? this.inbox.at(address) : []));
    const latest = messages.reduce<StoredMessage | undefined>(
      (last, message) => (last && last.sequence > message.sequence ? last : message),
      undefined,
    );
    if (!latest) return undefined;
    const unread = messages.filter((message) => !message.read).length;
    return {
      key,
      name: debtor?.name || key,
      caseRef: debtor?.caseRef ?? null,
      phone,
      mailbox,
      unread,
      latest,
    };
  }
}

function matches({ name, caseRef, phone, mailbox }: PhoneContact, wanted: string): boolean {
  if (wanted === '') return true;
  const digits = wanted.replace(/[\s-]/g, '');
  return (
    name.toLowerCase().includes(wanted) ||
    (caseRef ?? '').toLowerCase().includes(wanted) ||
    (mailbox ?? '').includes(wanted) ||
    (/^\+?\d+$/.test(digits) && (phone ?? '').includes(digits))
  );
}
