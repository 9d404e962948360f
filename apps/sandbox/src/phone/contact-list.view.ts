import type { StoredText } from '../inbox/stored-message.js';
import type { BusinessTime } from './business-time.js';
import { outcomeOf } from './call-panel.view.js';
import { html, type SafeHtml } from './html.js';
import type { PhoneContact } from './phone-book.js';

/** Rows shown at once; beyond, searching is quicker than scrolling. */
const MOST_ROWS = 150;

export function contactList(
  contacts: readonly PhoneContact[],
  open: string,
  search: string,
  time: BusinessTime,
): SafeHtml {
  if (contacts.length === 0) {
    return html`<p class="empty">
      ${search ? 'Nobody matches.' : 'No message yet. They appear here as they arrive.'}
    </p>`;
  }
  const rows = contacts
    .slice(0, MOST_ROWS)
    .map((contact) => row(contact, contact.key === open, search, time));
  const more = contacts.length - rows.length;
  return html`<ul class="contacts">
      ${rows}
    </ul>
    ${more > 0 && html`<p class="empty">and ${more} more: search to find them</p>`}`;
}

function row(contact: PhoneContact, open: boolean, search: string, time: BusinessTime): SafeHtml {
  const { key, name, latest, unread } = contact;
  const preview = previewOf(latest);
  return html`<li>
    <a
      class="contact ${open && 'is-open'}"
      href="${pageAddress({ c: key, q: search, v: latest.channel === 'email' ? 'mail' : 'sms' })}"
    >
      ${avatar(name)}
      <span class="contact-text">
        <span class="contact-top"><b>${name}</b><time>${time.shortOf(latest.businessAt)}</time></span>
        <span class="contact-preview">${preview.slice(0, 120)}</span>
      </span>
      ${unread > 0 && html`<span class="unread" aria-label="${unread} unread">${unread}</span>`}
    </a>
  </li>`;
}

function previewOf(latest: PhoneContact['latest']): string {
  if (latest.channel === 'voice') return `☎ ${outcomeOf(latest)}`;
  if (latest.channel === 'email') return `✉ ${latest.subject}`;
  return `${latest.direction === 'from-debtor' ? 'You: ' : ''}${wordsOf(latest)}`;
}

function wordsOf(latest: StoredText): string {
  if (latest.channel === 'sms' || latest.card === null) return latest.text;
  return [latest.card.title, latest.card.body].filter(Boolean).join(' · ');
}

export function avatar(name: string): SafeHtml {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const initials =
    words.length > 0
      ? words
          .slice(0, 2)
          .map((word) => [...word][0])
          .join('')
      : '#';
  const hue = [...name].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 12, 7);
  return html`<span class="avatar hue-${hue}" aria-hidden="true">${initials.toUpperCase()}</span>`;
}

/** Address of the virtual phone in a given state; empty parts are left out. */
export function pageAddress(state: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(Object.entries(state).filter(([, value]) => value !== '')).toString();
  return query ? `/sandbox?${query}` : '/sandbox';
}
