import type { StoredText } from '../inbox/stored-message.js';
import type { BusinessTime } from './business-time.js';
import { html, type SafeHtml } from './html.js';

const MARKS: Readonly<Record<string, string>> = {
  scheduled: '◷',
  accepted: '○',
  queued: '○',
  sending: '○',
  sent: '✓',
  delivered: '✓✓',
  read: '✓✓',
  undelivered: '✗',
  failed: '✗',
  canceled: '⊘',
};

/** The line below a message: when it came, and what the network knows of it. */
export function bubbleMeta(message: StoredText, time: BusinessTime): SafeHtml {
  const mine = message.direction === 'from-debtor';
  const status = mine
    ? 'sent by the debtor'
    : `${message.status}${message.errorCode ? ` (${message.errorCode})` : ''}`;
  return html`<span class="meta">
    <time>${time.timeOf(message.businessAt)}</time>
    ${message.channel === 'rcs' && html`<span>RCS</span>`}
    <span class="status is-${message.status}" title="${status}"
      >${mine ? '' : `${MARKS[message.status] ?? ''} ${status}`}</span
    >
    ${message.segments > 1 && html`<span>${message.segments} segments</span>`}
  </span>`;
}
