import type { LiveCall } from '../calls/live-call.js';
import { isOver, type CallLine, type StoredCall } from '../calls/stored-call.js';
import { html, type SafeHtml } from './html.js';
import type { PhoneContact } from './phone-book.js';

/** A call that rings or goes on, as the phone's page shows it. */
export interface CallShown {
  readonly call: StoredCall;
  readonly live: LiveCall;
  readonly contact: PhoneContact;
}

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

/** Over the list: who is being called at the moment, to be answered from here. */
export function ringingBanner(ringing: readonly CallShown[]): SafeHtml {
  return html`${ringing.slice(0, 3).map(
    ({ call, contact }) =>
      html`<div class="ringing" role="alert">
        <span class="bell" aria-hidden="true">☎</span>
        <p><b>${contact.name}</b> is ringing<span>${call.counterpart}</span></p>
        ${act(call, 'decline', 'Decline', 'is-bad')} ${act(call, 'answer', 'Answer', 'is-good')}
      </div>`,
  )}`;
}

/** Over the messages of the number that is called: the ringing phone, then the conversation. */
export function callPanel(shown: CallShown | undefined): SafeHtml {
  if (!shown) return html``;
  const { call } = shown;
  return call.status === 'ringing' ? incoming(shown) : conversation(shown);
}

function incoming({ call, contact }: CallShown): SafeHtml {
  return html`<section class="call is-ringing" role="alert" aria-label="Incoming call">
    <div class="caller">
      <p class="number">${call.counterpart}</p>
      <p class="state">calls ${contact.name} …</p>
    </div>
    <div class="choices">
      ${act(call, 'decline', 'Decline', 'is-bad')} ${act(call, 'answer', 'Answer', 'is-good')}
    </div>
  </section>`;
}

function conversation({ call, live }: CallShown): SafeHtml {
  const mine = call.holder !== 'debtor';
  const state = mine ? 'on the phone' : 'the simulated debtor is on the phone';
  return html`<section class="call is-talking" aria-label="Call">
    <header>
      <p class="number">${call.counterpart}</p>
      <p class="state">${state}</p>
    </header>
    <ol class="heard" id="heard" tabindex="0" aria-live="polite" aria-label="What is said">
      ${call.lines.map(line)}
      ${live.question && live.pressed !== '' && html`<li class="is-answer"><kbd>${live.pressed}</kbd></li>`}
      ${live.question && mine && html`<li class="is-asking">${asking(live)}</li>`}
    </ol>
    ${mine && keypad(call)}
    <div class="choices">${act(call, 'hang-up', 'Hang up', 'is-bad')}</div>
  </section>`;
}

function asking({ question, pressed }: LiveCall): string {
  if (!question || question.numDigits === null) return 'Waiting for keys …';
  const missing = question.numDigits - pressed.length;
  return missing === 1 ? 'Waiting for a key …' : `Waiting for ${missing} keys …`;
}

function keypad(call: StoredCall): SafeHtml {
  return html`<form class="keypad" method="post" action="/sandbox/calls/${call.id}/keys">
    ${KEYS.map((key) => html`<button name="keys" value="${key}" data-key="${key}">${key}</button>`)}
  </form>`;
}

function act(call: StoredCall, what: string, label: string, look: string): SafeHtml {
  return html`<form method="post" action="/sandbox/calls/${call.id}/${what}">
    <button class="${look}" data-key="${what} ${call.id}">${label}</button>
  </form>`;
}

/** A line of the conversation, as the transcript shows it. */
export function line({ kind, text, language }: CallLine): SafeHtml {
  if (kind === 'said') return html`<li class="is-said" ${language && html`lang="${language}"`}>${text}</li>`;
  if (kind === 'spoke') return html`<li class="is-answer">${text}</li>`;
  if (kind === 'keys')
    return html`<li class="is-answer"><span class="sr">Keys </span><kbd>${text}</kbd></li>`;
  if (kind === 'played') return html`<li class="is-note">♪ ${text}</li>`;
  return html`<li class="${kind === 'fault' ? 'is-fault' : 'is-note'}">${text}</li>`;
}

const OUTCOMES: Readonly<Record<string, string>> = {
  busy: 'Declined or engaged',
  'no-answer': 'Missed call',
  failed: 'Call failed',
  canceled: 'Called off before it was answered',
};

/** How a call stands, in a few words: `Call · 1:05`. */
export function outcomeOf(call: StoredCall): string {
  if (!isOver(call.status)) return call.status === 'in-progress' ? 'On the phone' : 'Calling …';
  if (call.status !== 'completed') return OUTCOMES[call.status] ?? call.status;
  const seconds = call.durationSeconds ?? 0;
  const length = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return `${call.answeredBy?.startsWith('machine') ? 'Voicemail' : 'Call'} · ${length}`;
}
