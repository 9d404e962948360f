import { LINK_VARIABLES } from '../links.js';
import type { Vocabulary } from './vocabulary.js';

/** `{{link}}`, `{{optOutLink}}` and `{{unsubscribeLink}}` write placeholders; the sender fills them in. */
export function linkVocabulary(): Vocabulary {
  return Object.fromEntries(
    Object.entries(LINK_VARIABLES).map(([name, placeholder]) => [name, () => placeholder]),
  );
}
