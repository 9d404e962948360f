import { createHash } from 'node:crypto';
import type { OverviewView } from '#contracts';
import { CONSOLE_STYLE } from './console-page.style.js';

/** What the page may show. Counts only: whoever may open it need not hold the key. */
export interface ConsolePage {
  /** Null where the page is read from elsewhere than this machine. */
  overview: OverviewView | null;
  clockMode: string;
  /** Whether this process also runs the sandbox with its virtual phone. */
  hasSandbox: boolean;
}

/** Puts fresh figures in place, so that the page can be left open. */
const REFRESH = `
setInterval(async () => {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.pathname, { headers: { accept: 'text/html' } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    document.querySelector('#figures').replaceWith(fresh.querySelector('#figures'));
  } catch (error) {
    document.querySelector('#moment').textContent = 'Dunlin does not answer; these figures are old.';
  }
}, 2000);`;

/** Allows the page's own script and styles, and nothing else. */
export const CONSOLE_PAGE_POLICY = [
  "default-src 'none'",
  `script-src 'sha256-${sha256(REFRESH)}'`,
  `style-src 'sha256-${sha256(CONSOLE_STYLE)}'`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function consolePage(page: ConsolePage): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Dunlin</title><style>${CONSOLE_STYLE}</style></head><body>
<header><h1>Dunlin</h1><p>Each debtor reached once, permitted and explained.</p></header>
<main>
${ways(page)}
<div id="figures">${page.overview === null ? hidden() : figures(page.overview, page.clockMode)}</div>
</main>
<footer><p>The full console is not there yet: this page counts, and everything else is done through the
<a href="/api/docs">API</a> or the command line (<code>npm run dunlin -- --help</code>).</p></footer>
${page.overview === null ? '' : `<script>${REFRESH}</script>`}
</body></html>
`;
}

function hidden(): string {
  return `<p class="note">The figures are shown on Dunlin's own machine only. From elsewhere, read them with the API key:
<code>GET /api/overview</code>.</p>`;
}

function figures(overview: OverviewView, clockMode: string): string {
  const { cases, enrolments, flights, messages, escalations, payments } = overview;
  const moment = overview.businessNow.replace('T', ' ').slice(0, 16);
  const pace = clockMode === 'real' ? '' : ` (${clockMode} time)`;
  const late = enrolments.oldestDueMs > 3_600_000 ? Math.floor(enrolments.oldestDueMs / 3_600_000) : 0;
  return `<p id="moment">Business time <time datetime="${overview.businessNow}">${moment} UTC</time>${pace}</p>
${group('Cases', [
  ['open', cases.open],
  ['being verified', cases.verifying],
  ['paid', cases.paid, 'good'],
  ['closed in all', cases.closed],
])}
${group('Outreach', [
  ['due now', enrolments.due],
  ['on their way', flights.moving],
  ['waiting for a permitted moment', flights.deferred],
  ['parked', enrolments.parked],
])}
${late > 0 ? `<p class="note">The oldest due case has waited ${late} h of business time.</p>` : ''}
${group('Messages', [
  ['sent', messages.sent],
  ['delivered', messages.delivered, 'good'],
  ['link opened', messages.clicked, 'good'],
  ['failed', messages.failed, 'bad'],
  ['bounced', messages.bounced, 'bad'],
  ['refused by the policy', messages.refused],
  ['cancelled in time', messages.cancelled],
  ['in doubt', messages.unknown + flights.inDoubt, 'bad'],
])}
${group('People', [
  ['not to be contacted', overview.stopped],
  ['opted out of a channel', overview.optedOut],
  ['in the data queue', overview.dataQueue],
])}
${group('Escalations', [
  ['asked for', escalations.requested],
  ['assigned', escalations.assigned],
  ['claimed', escalations.claimed],
  ['overdue', escalations.overdue, 'bad'],
  ['passed on', escalations.passedOn],
  ['resolved', escalations.resolved, 'good'],
])}
${
  payments.length === 0
    ? ''
    : group(
        'Money in',
        payments.map(({ currency, amountMinor, count }) => [
          `${currency} in ${count === 1 ? 'one payment' : `${count.toLocaleString('en')} payments`}`,
          amount(amountMinor),
        ]),
      )
}`;
}

type Figure = readonly [label: string, value: number | string, mood?: 'good' | 'bad'];

function group(title: string, all: readonly Figure[]): string {
  const items = all.map(([label, value, mood]) => {
    const tint = mood !== undefined && value !== 0 ? ` class="${mood}"` : '';
    return `<div${tint}><dt>${label}</dt>${typeof value === 'number' ? `<dd>${value.toLocaleString('en')}</dd>` : `<dd class="sum">${value}</dd>`}</div>`;
  });
  return `<section><h2>${title}</h2><dl>${items.join('')}</dl></section>`;
}

/** Every currency that Dunlin knows has a hundred minor units. */
function amount(minor: number): string {
  return (minor / 100).toLocaleString('en', { minimumFractionDigits: 2 });
}

function ways({ hasSandbox }: ConsolePage): string {
  const phone = hasSandbox
    ? `<li><a href="/sandbox">Virtual phone</a><span>each debtor's texts, cards, mails and calls as they would look; tap, answer, press keys</span></li>`
    : '';
  return `<nav aria-label="Where things are"><h2>Where things are</h2><ul>${phone}
<li><a href="/api/docs">API</a><span>every call described; for programs as <a href="/api/openapi.json">openapi.json</a></span></li>
<li><code>GET /api/escalations</code><span>open escalations, with the key and as JSON</span></li>
<li><code>GET /api/cases?ref=…</code><span>a case, its timeline under <code>/api/cases/…/timeline</code></span></li>
<li><a href="/metrics">Metrics</a><span>and <a href="/readyz">readiness</a>, for operators</span></li></ul></nav>`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
