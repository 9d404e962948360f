import { isOver, type StoredCall } from '../calls/stored-call.js';
import type { BusinessTime } from './business-time.js';
import { line, outcomeOf } from './call-panel.view.js';
import { html, type SafeHtml } from './html.js';

/** A call among the messages: how it ended, and all that was said in it. */
export function callBubble(call: StoredCall, time: BusinessTime): SafeHtml {
  const missed = isOver(call.status) && call.status !== 'completed';
  return html`<li class="bubble is-call ${missed && 'is-missed'}" id="${call.id}">
    <span class="sender">${call.counterpart}</span>
    ${
      call.lines.length > 0
        ? html`<details>
            <summary>☎ ${outcomeOf(call)}</summary>
            <ol class="transcript">
              ${call.lines.map(line)}
            </ol>
          </details>`
        : html`<p>☎ ${outcomeOf(call)}</p>`
    }
    <span class="meta">
      <time>${time.timeOf(call.businessAt)}</time>
      <span>${call.status}${call.answeredBy && ` (${call.answeredBy})`}</span>
      ${call.holder === 'debtor' && call.status === 'completed' && html`<span>simulated debtor</span>`}
    </span>
  </li>`;
}
