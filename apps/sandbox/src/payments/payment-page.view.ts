import { html, type SafeHtml } from '../phone/html.js';
import { type PaymentPageWords, wordsIn } from './payment-page.words.js';
import type { PaymentSession } from './payment-session.js';

/** The hosted payment page: works without JavaScript, on any width, and says what it is in the payer's language. */
export function paymentPage(session: PaymentSession): SafeHtml {
  const words = wordsIn(session.language);
  const amount = formatAmount(session.amount_minor, session.currency, session.language);
  return page(
    words,
    `${words.pay} ${amount}`,
    html`<h1>${words.heading}</h1>
      <p class="amount">${amount}</p>
      <dl>
        ${
          session.description &&
          html`<dt>${words.purpose}</dt>
            <dd>${session.description}</dd>`
        }
        <dt>${words.reference}</dt>
        <dd>${session.reference}</dd>
      </dl>
      ${session.status === 'open' ? choices(session, amount, words) : closed(session, words)}`,
  );
}

export function noSuchPayment(): SafeHtml {
  return page(
    wordsIn('en'),
    'No such payment',
    html`<h1>No such payment</h1>
      <p>This payment link is unknown or too old.</p>`,
  );
}

/** `1 234,50 zł`, as the language writes it. */
export function formatAmount(minor: number, currency: string, language: string): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency, useGrouping: 'always' });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

function choices(session: PaymentSession, amount: string, words: PaymentPageWords): SafeHtml {
  return html`<form method="post" action="/sandbox/pay/${session.id}" data-action="pay">
      <button type="submit">${words.pay} ${amount} (sandbox)</button>
    </form>
    <form method="post" action="/sandbox/pay/${session.id}/cancel" data-action="cancel">
      <button type="submit" class="quiet">${words.cancel}</button>
    </form>
    <small>${words.note}</small>`;
}

function closed(session: PaymentSession, words: PaymentPageWords): SafeHtml {
  const paid = session.status === 'paid';
  return html`<p>${paid ? words.paid : words.cancelled}</p>
    <a class="button" href="${paid ? session.success_url : session.cancel_url}">${words.back}</a>`;
}

function page(words: PaymentPageWords, title: string, content: SafeHtml): SafeHtml {
  return html`<!doctype html>
    <html lang="${words.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title} · Dunlin sandbox</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/sandbox/style.css" />
      </head>
      <body class="pay-page">
        <header>
          <p class="banner" role="note"><b>Sandbox</b> – ${words.banner}</p>
        </header>
        <main><div class="till">${content}</div></main>
      </body>
    </html>`;
}
