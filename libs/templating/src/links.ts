/**
 * Links stay placeholders in rendered and stored bodies: the token of a deep link is made when the leg is
 * submitted and only its hash is kept, so the sender fills it in with a plain string replace.
 */

/** Stands where the deep link into the self-service flow goes. */
export const LINK_PLACEHOLDER = '[[dunlin:link]]';

/** Stands where the page that stops further contact goes: what a reader taps; opening it changes nothing (I5). */
export const OPT_OUT_LINK_PLACEHOLDER = '[[dunlin:opt-out]]';

/** Stands where the one-click unsubscribe address (RFC 8058) goes, the one that the mail's header names. */
export const UNSUBSCRIBE_LINK_PLACEHOLDER = '[[dunlin:unsubscribe]]';

/** What a template writes as `{{link}}`, `{{optOutLink}}`, `{{unsubscribeLink}}`. */
export const LINK_VARIABLES = {
  link: LINK_PLACEHOLDER,
  optOutLink: OPT_OUT_LINK_PLACEHOLDER,
  unsubscribeLink: UNSUBSCRIBE_LINK_PLACEHOLDER,
} as const;

export type LinkName = keyof typeof LINK_VARIABLES;

/** Whether a stored text holds a link of its leg's own, by which it is told apart from all others. */
export function holdsLink(text: string): boolean {
  return Object.values(LINK_VARIABLES).some((placeholder) => text.includes(placeholder));
}

/** Absolute URLs of one leg. */
export type MessageLinks = Record<LinkName, string>;

/**
 * Longest deep link that segment counts allow for: a base URL of 23 characters, `/p/` and a token of 14.
 * Counting uses it in place of the placeholder, whose length means nothing.
 */
export const SAMPLE_LINKS: MessageLinks = {
  link: 'https://s.example.com.pl/p/A1b2C3d4E5f6G7',
  optOutLink: 'https://s.example.com.pl/p/A1b2C3d4E5f6G7/stop',
  unsubscribeLink: 'https://s.example.com.pl/p/A1b2C3d4E5f6G7/unsubscribe',
};

/** Puts a leg's links where its body holds placeholders. */
export function fillLinks(body: string, links: MessageLinks): string {
  return body
    .replaceAll(LINK_PLACEHOLDER, () => links.link)
    .replaceAll(OPT_OUT_LINK_PLACEHOLDER, () => links.optOutLink)
    .replaceAll(UNSUBSCRIBE_LINK_PLACEHOLDER, () => links.unsubscribeLink);
}

/**
 * Puts a picture that nobody sees at the end of a mail, on a line of its own, since a mail's lines are limited.
 * @param url has no characters that HTML would read otherwise
 */
export function addPicture(html: string, url: string): string {
  const end = html.lastIndexOf('</body>');
  const at = end === -1 ? html.length : end;
  return `${html.slice(0, at)}\r\n<img src="${url}" width="1" height="1" alt="" />\r\n${html.slice(at)}`;
}
