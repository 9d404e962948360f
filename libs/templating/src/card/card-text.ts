import type { RichButton } from '#contracts';
import type { Language } from '#domain';
import { LINK_PLACEHOLDER } from '../links.js';
import type { Phrase } from './phrase.js';

/** How to answer without a button to tap. */
const REPLY: Record<Language, string> = { pl: 'odpisz', en: 'reply', uk: 'відпишіть' };

/**
 * A card in plain text: its title and body, and its buttons as somebody without buttons can use them. The link stands
 * as a placeholder.
 * @param number what a button that calls leads to, or its gap
 */
export function cardText(
  card: { title: Phrase; body: Phrase; buttons: readonly RichButton[]; number: Phrase },
  language: Language,
): Phrase {
  const lines = card.buttons.flatMap((button): Phrase[] => {
    if (button.kind === 'open') return [[`${button.title}: ${LINK_PLACEHOLDER}`]];
    if (button.kind === 'call') return [[`${button.title}: `, ...card.number]];
    // The word of any other answer means nothing to who reads it; a plain one is understood as well.
    return button.payload === 'STOP' ? [[`${button.title}: ${REPLY[language]} STOP`]] : [];
  });
  const buttons = lines.flatMap((line, index): Phrase => (index === 0 ? line : ['\n', ...line]));
  return [...card.title, '\n\n', ...card.body, ...(buttons.length > 0 ? ['\n\n', ...buttons] : [])];
}
