/** RFC 5322: characters that a line may have, its end not counted. */
const LONGEST_LINE = 998;
const BEYOND_ASCII = /[^\x00-\x7f]/;

/**
 * HTML as a mail's part that needs no transfer encoding, which is most of the work of composing a mail.
 *
 * @returns the part with its headers; null when the HTML is not ASCII in lines of a mail's, as templates make it
 */
export function sevenBitHtml(html: string): string | null {
  if (BEYOND_ASCII.test(html) || !hasLinesOfMail(html)) return null;
  return `Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\n${html}`;
}

function hasLinesOfMail(text: string): boolean {
  for (let from = 0, end = 0; from < text.length; from = end + 1) {
    end = text.indexOf('\n', from);
    if (end < 0) return text.length - from <= LONGEST_LINE;
    if (end === 0 || text[end - 1] !== '\r' || end - 1 - from > LONGEST_LINE) return false;
  }
  return true;
}
