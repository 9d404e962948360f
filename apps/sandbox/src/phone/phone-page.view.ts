import { COUNTED, type Counters } from '../inbox/counters.js';
import type { BusinessTime } from './business-time.js';
import { callPanel, ringingBanner, type CallShown } from './call-panel.view.js';
import { avatar, contactList, pageAddress } from './contact-list.view.js';
import { html, type SafeHtml } from './html.js';
import { mailbox } from './mailbox.view.js';
import type { PhoneContact, PhoneThread } from './phone-book.js';
import type { PhoneState } from './phone-state.js';
import { smsThread } from './sms-thread.view.js';

/** Everything that the page is drawn from. */
export interface PhonePage {
  readonly state: PhoneState;
  readonly version: number;
  readonly counters: Readonly<Counters>;
  readonly contacts: readonly PhoneContact[];
  readonly thread: PhoneThread | undefined;
  readonly time: BusinessTime;
  /** Calls that ring or go on, the earliest first. */
  readonly live: readonly CallShown[];
}

/** The parts that are redrawn while one watches, by the id of the element that holds each. */
export function livingParts(page: PhonePage): Record<string, string> {
  const { state, contacts, thread, time } = page;
  return {
    counters: counterStrip(page.counters).markup,
    ringing: ringingBanner(ringing(page)).markup,
    list: contactList(contacts, state.c, state.q, time).markup,
    ...(thread
      ? {
          call: callPanel(callOf(page)).markup,
          bubbles: smsThread(thread.sms, thread.calls, state, time).markup,
          mailbox: mailbox(thread.mails, state, time).markup,
        }
      : {}),
  };
}

export function phonePage(page: PhonePage): SafeHtml {
  const { state, contacts, thread, time } = page;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Virtual phone · Dunlin sandbox</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/sandbox/style.css" />
        <script src="/sandbox/phone.js" defer></script>
        <script src="/sandbox/calls/call.js" defer></script>
      </head>
      <body
        class="phone-page ${thread && 'has-thread'}"
        data-view="${state.v}"
        data-version="${page.version}"
      >
        <header class="top">
          <p class="banner" role="note"><b>Sandbox</b> – nothing leaves this machine</p>
          <div class="bar">
            <h1>Virtual phone</h1>
            <p class="clock"><span class="sr">Business time </span><time id="clock">${time.now()}</time></p>
          </div>
          <div id="counters">${counterStrip(page.counters)}</div>
        </header>
        <div id="ringing">${ringingBanner(ringing(page))}</div>
        <main>
          <section class="people" aria-label="Debtors">
            <form class="search" method="get" action="/sandbox" role="search">
              <input
                type="search"
                name="q"
                value="${state.q}"
                placeholder="Name, case, number, mail or words of a message"
                aria-label="Search debtors"
              />
            </form>
            <div id="list">${contactList(contacts, state.c, state.q, time)}</div>
          </section>
          ${thread ? threadPanes(thread, page) : nobodyOpen()}
        </main>
      </body>
    </html>`;
}

/** The call with the debtor whose page is open: their phone shows it. */
function callOf({ live, thread }: PhonePage): CallShown | undefined {
  return live.find(({ contact }) => contact.key === thread?.contact.key);
}

/** Those that ring for whoever looks, where this page does not show it: elsewhere, or behind the mail. */
function ringing(page: PhonePage): CallShown[] {
  return page.live.filter(
    (one) =>
      one.call.status === 'ringing' &&
      one.call.holder !== 'debtor' &&
      (one !== callOf(page) || page.state.v === 'mail'),
  );
}

function counterStrip(counters: Readonly<Counters>): SafeHtml {
  return html`<dl class="counters">
    ${COUNTED.map(
      (what) =>
        html`<div class="count is-${what}">
          <dt>${what}</dt>
          <dd>${counters[what]}</dd>
        </div>`,
    )}
  </dl>`;
}

function nobodyOpen(): SafeHtml {
  return html`<section class="nobody">
    <div class="phone is-idle" aria-hidden="true"><div class="screen"></div></div>
    <p>Choose a debtor to see what they received, tap their links and answer for them.</p>
  </section>`;
}

function threadPanes(thread: PhoneThread, page: PhonePage): SafeHtml {
  const { state, time } = page;
  const { contact } = thread;
  const to = (v: string): string => pageAddress({ c: state.c, q: state.q, v });
  return html`<section class="thread" aria-label="${contact.name}">
    <header class="who">
      <a class="back" href="${pageAddress({ q: state.q })}" aria-label="Back to all debtors">‹</a>
      ${avatar(contact.name)}
      <div>
        <h2>${contact.name}</h2>
        <p>
          ${[contact.caseRef, contact.phone, ...contact.mailboxes].filter((part) => part && part !== contact.name).join(' · ')}
        </p>
        ${shownWith(contact)}
      </div>
    </header>
    <nav class="tabs switch" aria-label="Channel">
      <a href="${to('sms')}" ${state.v === 'sms' && html`aria-current="true"`}>Messages</a>
      <a href="${to('mail')}" ${state.v === 'mail' && html`aria-current="true"`}>Mail</a>
    </nav>
    <div class="panes">
      <div class="pane sms">
        <div class="phone">
          <div class="screen">
            <div id="call">${callPanel(callOf(page))}</div>
            <div class="scroll" id="bubbles" tabindex="0" role="region" aria-label="Messages and calls">
              ${smsThread(thread.sms, thread.calls, state, time)}
            </div>
            ${contact.phone && replyBox(contact, state)}
          </div>
        </div>
      </div>
      <div class="pane mail-pane" id="mailbox">${mailbox(thread.mails, state, time)}</div>
    </div>
  </section>`;
}

/** What the page and the voicebot ask for: nobody who answers for a debtor of the demo could know it otherwise. */
function shownWith({ known }: PhoneContact): SafeHtml {
  const [year, month, day] = known?.birthDate?.split('-') ?? [];
  const facts = [
    day && html`born <b>${day}.${month}.${year}</b>`,
    known?.postcode && html`postcode <b>${known.postcode}</b>`,
    known?.nip && html`NIP <b>${known.nip}</b>`,
  ].filter(Boolean);
  if (facts.length === 0) return html``;
  return html`<p class="identity">
    Shows who they are with: ${facts.map((fact, index) => html`${index > 0 && ' or '}${fact}`)}
  </p>`;
}

function replyBox(contact: PhoneContact, state: PhoneState): SafeHtml {
  const notes = {
    unanswerable: 'This sender is a name, not a number: it cannot receive replies.',
    'no-conversation': 'There is no text message to answer.',
    '': '',
  };
  return html`<form class="reply" method="post" action="/sandbox/reply">
    ${state.note && html`<p role="alert">${notes[state.note]}</p>`}
    <input type="hidden" name="number" value="${contact.phone}" />
    <input type="hidden" name="q" value="${state.q}" />
    <input
      name="text"
      required
      maxlength="1600"
      autocomplete="off"
      placeholder="Text message"
      aria-label="Answer as ${contact.name}"
    />
    <button type="submit" aria-label="Send">↑</button>
  </form>`;
}
