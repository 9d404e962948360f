import { transliterate } from '../sms/transliterate.js';
import type { Medium } from '../template-set.js';
import { inReferences } from './seven-bit.js';

/** Last touch to a filled text, by medium: authors may wrap lines and leave blank ones where a block was. */
export function finisherOf(medium: Medium, asciiOnly: boolean): (text: string) => string {
  // The template is in seven bits from its compilation; names and amounts are not.
  if (medium === 'html') return inReferences;
  if (medium === 'text')
    return (text) =>
      text
        .replace(/[ \t]+\n/g, '\n')
        .replace(/\n{3,}/g, '\n\n')
        .trim();
  // One line: an SMS pays for each character, and a line break in a subject would start another header.
  const oneLine = (text: string): string => text.replace(/[ \t\r\n]{2,}|[\t\r\n]/g, ' ').trim();
  return asciiOnly ? (text) => transliterate(oneLine(text)) : oneLine;
}
