import type { StoredMail } from '../inbox/stored-message.js';
import type { BusinessTime } from './business-time.js';
import { pageAddress } from './contact-list.view.js';
import { html, type SafeHtml } from './html.js';
import { linkified } from './linkified.js';
import type { PhoneState } from './phone-state.js';

/** A mailbox: its mails, and the one that is open as a mail program shows it. */
export function mailbox(mails: readonly StoredMail[], state: PhoneState, time: BusinessTime): SafeHtml {
  if (mails.length === 0) return html`<p class="empty">No mail.</p>`;
  const open = mails.find((mail) => mail.id === state.m);
  return html`${open && openMail(open, state, time)}
    <ul class="mails ${open && 'is-aside'}">
      ${mails.map((mail) => mailRow(mail, mail === open, state, time))}
    </ul>`;
}

function mailRow(mail: StoredMail, open: boolean, state: PhoneState, time: BusinessTime): SafeHtml {
  return html`<li>
    <a
      class="mail-row ${open && 'is-open'} ${!mail.read && 'is-unread'}"
      href="${pageAddress({ c: state.c, q: state.q, v: 'mail', m: mail.id })}"
    >
      <span class="contact-top"><b>${mail.subject}</b><time>${time.shortOf(mail.businessAt)}</time></span>
      <span class="contact-preview">${mail.from}</span>
      <span class="mail-status is-${mail.status}">${mail.status}</span>
    </a>
  </li>`;
}

function openMail(mail: StoredMail, state: PhoneState, time: BusinessTime): SafeHtml {
  const showText = state.f === 'text' || mail.packedHtml === null;
  const to = (f: string): string => pageAddress({ c: state.c, q: state.q, v: 'mail', m: mail.id, f });
  return html`<article class="mail">
    <header>
      <a class="back" href="${pageAddress({ c: state.c, q: state.q, v: 'mail' })}">‹ All mail</a>
      <h2>${mail.subject}</h2>
      <p>
        <b>${mail.from}</b><br />
        to ${mail.address} · <time>${time.fullOf(mail.businessAt)}</time> ·
        <span class="mail-status is-${mail.status}">${mail.status}</span> ·
        ${Math.max(1, Math.round(mail.size / 1024))} kB
      </p>
      <nav class="tabs" aria-label="Form of the mail">
        ${mail.packedHtml !== null && html`<a href="${to('html')}" ${!showText && current}>As sent</a>`}
        <a href="${to('text')}" ${showText && current}>Plain text</a>
        ${mail.unsubscribe && unsubscribe(mail)}
      </nav>
    </header>
    ${
      showText
        ? html`<pre>${linkified(mail.text || '(no text part)')}</pre>`
        : html`<iframe
            title="${mail.subject}"
            src="/sandbox/mail/${mail.id}/html"
            sandbox="allow-popups allow-popups-to-escape-sandbox"
          ></iframe>`
    }
  </article>`;
}

const current = html`aria-current="true"`;

function unsubscribe(mail: StoredMail): SafeHtml {
  return html`<form method="post" action="/sandbox/mail/${mail.id}/unsubscribe">
    <button type="submit">Unsubscribe</button>
  </form>`;
}
