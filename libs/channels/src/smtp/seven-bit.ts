/** RFC 5322: characters that a line may have, its end not counted. */
const LONGEST_LINE = 998;
const BEYOND_ASCII = /[^\x00-\x7f]+/g;
/** References mean nothing in style sheets. */
const UNREFERABLE = /<style[^>]*>[^<]*[^\x00-\x7f]/i;

/**
 * HTML as a mail's part that needs no transfer encoding: what lies beyond ASCII is written as character references,
 * which mean the same to whoever shows it. Encoding the whole part instead is most of the work of composing a mail.
 *
 * @returns the part with its headers; null when the HTML cannot be put so
 */
export function sevenBitHtml(html: string): string | null {
  if (UNREFERABLE.test(html)) return null;
  const ascii = html.replace(BEYOND_ASCII, references);
  if (hasLongLine(ascii)) return null;
  return `Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\n${ascii.replace(/\r?\n/g, '\r\n')}`;
}

function references(text: string): string {
  let all = '';
  for (const character of text) all += `&#${character.codePointAt(0)};`;
  return all;
}

function hasLongLine(text: string): boolean {
  for (let from = 0, end = 0; from < text.length; from = end + 1) {
    end = text.indexOf('\n', from);
    if (end < 0) end = text.length;
    if (end - from > LONGEST_LINE) return true;
  }
  return false;
}
