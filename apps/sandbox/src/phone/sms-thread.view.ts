import type { StoredCall } from '../calls/stored-call.js';
import type { StoredSms, StoredText } from '../inbox/stored-message.js';
import { isLost } from '../twilio/message-status.js';
import { bubbleMeta } from './bubble-meta.view.js';
import type { BusinessTime } from './business-time.js';
import { callBubble } from './call-bubble.view.js';
import { html, type SafeHtml } from './html.js';
import { linkified } from './linkified.js';
import type { PhoneState } from './phone-state.js';
import { rcsBubble } from './rcs-bubble.view.js';

/** SMS and RCS as the debtor's phone shows them, with what the network knows below each, and the calls between them. */
export function smsThread(
  messages: readonly StoredText[],
  calls: readonly StoredCall[],
  state: PhoneState,
  time: BusinessTime,
): SafeHtml {
  const entries = [...messages, ...calls].sort((a, b) => a.machineAt - b.machineAt);
  if (entries.length === 0) return html`<p class="empty">No text messages.</p>`;
  let day = '';
  return html`<ol class="bubbles">
    ${entries.map((message) => {
      const today = time.dayOf(message.businessAt);
      const heading = today === day ? null : html`<li class="day">${today}</li>`;
      day = today;
      return html`${heading}${entryOf(message, state, time)}`;
    })}
  </ol>`;
}

function entryOf(entry: StoredText | StoredCall, state: PhoneState, time: BusinessTime): SafeHtml {
  if (entry.channel === 'voice') return callBubble(entry, time);
  return entry.channel === 'rcs' ? rcsBubble(entry, state, time) : bubble(entry, time);
}

function bubble(message: StoredSms, time: BusinessTime): SafeHtml {
  const mine = message.direction === 'from-debtor';
  return html`<li
    class="bubble ${mine ? 'is-mine' : 'is-theirs'} ${isLost(message.status) && 'is-lost'}"
    id="${message.id}"
  >
    ${!mine && html`<span class="sender">${message.counterpart}</span>`}
    <p>${linkified(message.text)}</p>
    ${bubbleMeta(message, time)}
  </li>`;
}
