import type { RcsButton, RcsCard } from '../inbox/rcs-card.js';
import type { StoredRcs } from '../inbox/stored-message.js';
import { isLost } from '../twilio/message-status.js';
import { agentName } from '../twilio/rcs/rcs-sender.js';
import { bubbleMeta } from './bubble-meta.view.js';
import type { BusinessTime } from './business-time.js';
import { html, type SafeHtml } from './html.js';
import { linkified } from './linkified.js';
import type { PhoneState } from './phone-state.js';

/** A message of RCS as a messaging app shows it: from a named agent, with a card and buttons where it has them. */
export function rcsBubble(message: StoredRcs, state: PhoneState, time: BusinessTime): SafeHtml {
  const mine = message.direction === 'from-debtor';
  const classes = [
    mine ? 'is-mine' : 'is-theirs',
    isLost(message.status) && 'is-lost',
    message.card && 'is-rich',
  ];
  return html`<li class="bubble ${classes.filter(Boolean).join(' ')}" id="${message.id}">
    ${!mine && html`<span class="sender">${agentName(message.counterpart)}</span>`}
    ${message.card ? card(message, shownOf(message, message.card), state) : html`<p>${linkified(message.text)}</p>`}
    ${bubbleMeta(message, time)}
  </li>`;
}

/** What never arrived has nothing to look at or to tap: its words stay, for whoever watches. */
function shownOf({ status }: StoredRcs, card: RcsCard): RcsCard {
  return isLost(status) ? { ...card, picture: null, buttons: [] } : card;
}

function card(message: StoredRcs, { picture, title, body, buttons }: RcsCard, state: PhoneState): SafeHtml {
  return html`<article class="rcs-card" ${title && html`aria-labelledby="${message.id}-title"`}>
    ${picture && isWeb(picture) && html`<img src="${picture}" alt="" />`}
    ${
      (title || body) &&
      html`<div class="rcs-words">
        ${title && html`<h3 id="${message.id}-title">${title}</h3>`}
        ${body && html`<p>${linkified(body)}</p>`}
      </div>`
    }
    ${
      buttons.length > 0 &&
      html`<ul class="rcs-buttons">
        ${buttons.map((one, index) => html`<li>${button(message, one, index, state)}</li>`)}
      </ul>`
    }
  </article>`;
}

function button(message: StoredRcs, button: RcsButton, index: number, state: PhoneState): SafeHtml {
  const key = `${message.id}-${index}`;
  if (button.kind === 'url' && isWeb(button.url)) {
    return html`<a href="${button.url}" target="_blank" rel="noopener noreferrer">
      <span class="rcs-icon" aria-hidden="true">↗</span>${button.title}<span class="sr"> (opens a page)</span>
    </a>`;
  }
  if (button.kind === 'phone') {
    return html`<a href="tel:${button.phone.replace(/[^+\d]/g, '')}">
      <span class="rcs-icon" aria-hidden="true">✆</span>${button.title}<span class="sr">
        (calls ${button.phone})</span
      >
    </a>`;
  }
  if (button.kind === 'reply') {
    return html`<form method="post" action="/sandbox/tap">
      <input type="hidden" name="message" value="${message.id}" />
      <input type="hidden" name="button" value="${index}" />
      <input type="hidden" name="q" value="${state.q}" />
      <button type="submit" data-key="${key}">
        ${button.title}<span class="sr"> (answers with these words)</span>
      </button>
    </form>`;
  }
  // An address that no browser should follow is shown, and leads nowhere.
  return html`<span class="rcs-dead">${button.title}</span>`;
}

function isWeb(address: string): boolean {
  return /^https?:\/\//i.test(address);
}
