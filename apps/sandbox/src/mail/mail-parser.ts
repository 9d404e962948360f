import PostalMime, { type Address, type Email } from 'postal-mime';
import { imagesInHtml, linksInHtml, linksInText } from '../inbox/links.js';

/** What the virtual mailbox needs of a raw message. */
export interface ParsedMail {
  readonly subject: string;
  /** `Name <address>` as a mail program shows it. */
  readonly from: string;
  readonly fromAddress: string;
  readonly messageId: string | null;
  readonly text: string;
  readonly html: string | undefined;
  readonly links: string[];
  readonly images: string[];
  /** URL of List-Unsubscribe that takes a one-click POST (RFC 8058), else null. */
  readonly unsubscribe: string | null;
}

export async function parseMail(raw: Buffer): Promise<ParsedMail> {
  const mail = await PostalMime.parse(raw);
  const text = mail.text ?? '';
  const inHtml = mail.html ? linksInHtml(mail.html) : [];
  return {
    subject: mail.subject ?? '(no subject)',
    from: displayAddress(mail.from),
    fromAddress: mail.from?.address ?? '',
    messageId: mail.messageId ?? null,
    text,
    html: mail.html,
    links: [...new Set([...inHtml, ...linksInText(text)])],
    images: mail.html ? imagesInHtml(mail.html) : [],
    unsubscribe: oneClickUnsubscribe(mail),
  };
}

function displayAddress(address: Address | undefined): string {
  if (!address) return '';
  return address.name ? `${address.name} <${address.address ?? ''}>` : (address.address ?? '');
}

function oneClickUnsubscribe(mail: Email): string | null {
  const header = (key: string): string | undefined => mail.headers.find((one) => one.key === key)?.value;
  if (!/One-Click/i.test(header('list-unsubscribe-post') ?? '')) return null;
  return /<(https?:[^>]+)>/i.exec(header('list-unsubscribe') ?? '')?.[1] ?? null;
}
