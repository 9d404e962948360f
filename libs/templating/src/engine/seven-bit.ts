const BEYOND_ASCII = /[^\x00-\x7f]+/g;
/** Within an expression stand quoted words, which it escapes itself. */
const EXPRESSION_OR_BEYOND_ASCII = /\{\{[\s\S]*?\}\}|[^\x00-\x7f]+/g;
/** Tags, with the expressions in them, and expressions: what stands between them is text. */
const MARKUP = /(<(?:\{\{[\s\S]*?\}\}|[^>])*>|\{\{[\s\S]*?\}\})/;
/** Where a line of text may be broken: references are several times as long as letters, and lines are limited. */
const BREAK = /(.{100,}?) /g;
/** References mean nothing in style sheets. */
const UNREFERABLE = /<style[^>]*>[^<]*?([^\x00-\x7f])/i;

/**
 * HTML in which what lies beyond ASCII is written as character references, which mean the same to whoever shows it:
 * so a mail needs no transfer encoding, which would be most of the work of composing it.
 */
export function inReferences(html: string): string {
  return html.replace(BEYOND_ASCII, references);
}

/** The same for HTML in which Handlebars expressions still stand, with the line ends of mails. */
export function sevenBitTemplate(html: string): string {
  return html
    .replace(EXPRESSION_OR_BEYOND_ASCII, (found) => (found.startsWith('{{') ? found : references(found)))
    .split(MARKUP)
    .map((piece, place) => (place % 2 === 0 && piece.includes('&#') ? piece.replace(BREAK, '$1\n') : piece))
    .join('')
    .replace(/\r?\n/g, '\r\n');
}

/** What a style sheet in the HTML holds beyond ASCII; undefined when there is nothing. */
export function unreferable(html: string): string | undefined {
  return UNREFERABLE.exec(html)?.[1];
}

function references(text: string): string {
  let all = '';
  for (const character of text) all += `&#${character.codePointAt(0)};`;
  return all;
}
