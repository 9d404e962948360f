import type { StoredCall } from '../calls/stored-call.js';
import type { StoredSms } from '../inbox/stored-message.js';
import type { BusinessTime } from './business-time.js';
import { callBubble } from './call-bubble.view.js';
import { escapeHtml, html, SafeHtml } from './html.js';

const MARKS: Readonly<Record<string, string>> = {
  scheduled: '◷',
  accepted: '○',
  queued: '○',
  sending: '○',
  sent: '✓',
  delivered: '✓✓',
  undelivered: '✗',
  failed: '✗',
  canceled: '⊘',
};

/** SMS as the debtor's phone shows them, with what the network knows below each, and the calls between them. */
export function smsThread(
  messages: readonly StoredSms[],
  time: BusinessTime,
  calls: readonly StoredCall[] = [],
): SafeHtml {
  const entries = [...messages, ...calls].sort((a, b) => a.machineAt - b.machineAt);
  if (entries.length === 0) return html`<p class="empty">No text messages.</p>`;
  let day = '';
  return html`<ol class="bubbles">
    ${entries.map((message) => {
      const today = time.dayOf(message.businessAt);
      const heading = today === day ? null : html`<li class="day">${today}</li>`;
      day = today;
      return html`${heading}${message.channel === 'voice' ? callBubble(message, time) : bubble(message, time)}`;
    })}
  </ol>`;
}

function bubble(message: StoredSms, time: BusinessTime): SafeHtml {
  const mine = message.direction === 'from-debtor';
  const lost =
    message.status === 'undelivered' || message.status === 'failed' || message.status === 'canceled';
  const status = mine
    ? 'sent by the debtor'
    : `${message.status}${message.errorCode ? ` (${message.errorCode})` : ''}`;
  return html`<li class="bubble ${mine ? 'is-mine' : 'is-theirs'} ${lost && 'is-lost'}" id="${message.id}">
    ${!mine && html`<span class="sender">${message.counterpart}</span>`}
    <p>${linkified(message.text)}</p>
    <span class="meta">
      <time>${time.timeOf(message.businessAt)}</time>
      <span title="${status}">${mine ? '' : `${MARKS[message.status] ?? ''} ${status}`}</span>
      ${message.segments > 1 && html`<span>${message.segments} segments</span>`}
    </span>
  </li>`;
}

/** Plain text with tappable addresses. */
export function linkified(text: string): SafeHtml {
  const markup = text
    .split(/(https?:\/\/[^\s<>"')\]]*[^\s<>"')\].,;:!?])/g)
    .map((part, index) =>
      index % 2 === 1
        ? `<a href="${escapeHtml(part)}" target="_blank" rel="noopener noreferrer">${escapeHtml(part)}</a>`
        : escapeHtml(part),
    )
    .join('');
  return new SafeHtml(markup);
}
