import MimeNode, { type MimeNodeHeaders } from 'nodemailer/lib/mime-node';
import { encode as quote, wrap } from 'nodemailer/lib/qp';

/** RFC 5322: characters that a line may have, its end not counted. */
const LONGEST_LINE = 998;
/** RFC 2045: characters of a line of base64. */
const BASE64_LINE = /.{76}/g;
/** Beyond ASCII, or a line end that is half one. */
const UNFIT = /[^\x01-\x7f]|\r(?!\n)/;
const LINE_END = /\r\n|\r|\n/g;

/** What a mail says, in the forms that it has for different readers. */
export interface MailBody {
  text: string;
  html?: string;
}

/**
 * A whole mail as the bytes that leave. nodemailer writes the headers; it would stream the body part by part, through
 * some ten streams a mail, which was half of a sender's work.
 */
export function writeMime(headers: MimeNodeHeaders, { text, html }: MailBody): Buffer {
  const plain = mimePart('text/plain', text);
  if (html === undefined) return Buffer.from(`${headOf(new MimeNode(), headers)}\r\n${plain}\r\n`);
  const mail = new MimeNode('multipart/alternative');
  const parts = [plain, mimePart('text/html', html)];
  // The boundary stands once the headers are built.
  const head = headOf(mail, headers);
  const body = parts.map((part) => `--${mail.boundary}\r\n${part}\r\n`).join('');
  return Buffer.from(`${head}\r\n\r\n${body}--${mail.boundary}--\r\n`);
}

function headOf(mail: MimeNode, headers: MimeNodeHeaders): string {
  return mail.setHeader(headers).buildHeaders();
}

/** A part with its headers: as it is where it may be, else in the encoding that reads best in its source. */
export function mimePart(type: 'text/plain' | 'text/html', text: string): string {
  const head = (encoding: string): string =>
    `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`;
  if (isSevenBit(text)) return head('7bit') + text;
  const lines = text.replace(LINE_END, '\r\n');
  if (isMostlyLatin(lines)) return head('quoted-printable') + wrap(quote(lines));
  return head('base64') + Buffer.from(lines).toString('base64').replace(BASE64_LINE, '$&\r\n');
}

/** Whether it is ASCII in lines of a mail's, as templates make their HTML. */
function isSevenBit(text: string): boolean {
  return !UNFIT.test(text) && hasLinesOfMail(text);
}

function hasLinesOfMail(text: string): boolean {
  for (let from = 0, end = 0; from < text.length; from = end + 1) {
    end = text.indexOf('\n', from);
    if (end < 0) return text.length - from <= LONGEST_LINE;
    if (end === 0 || text[end - 1] !== '\r' || end - 1 - from > LONGEST_LINE) return false;
  }
  return true;
}

/** Cyrillic takes two bytes a letter, Polish two for one letter of twelve. */
function isMostlyLatin(text: string): boolean {
  return Buffer.byteLength(text) < 1.5 * text.length;
}
