import { escapeHtml, SafeHtml } from './html.js';

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
