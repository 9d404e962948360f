import type { StoredRcs } from '../../inbox/stored-message.js';

/** What a message of RCS may hold, in characters and buttons. Source: developers.google.com/business-communications/rcs-business-messaging. */
export const RCS_LIMITS = {
  text: 3_072,
  title: 200,
  description: 2_000,
  buttonText: 25,
  buttons: 4,
} as const;

/** Whether the channel takes it; gaps may have filled up to more than a template shows. */
export function fitsRcs({ text, card }: Pick<StoredRcs, 'text' | 'card'>): boolean {
  if (card === null) return within(text, RCS_LIMITS.text);
  const rich = card.picture !== null || card.title !== null;
  return (
    within(card.title, RCS_LIMITS.title) &&
    within(card.body, rich ? RCS_LIMITS.description : RCS_LIMITS.text) &&
    card.buttons.every(({ title }) => within(title, RCS_LIMITS.buttonText))
  );
}

function within(words: string | null, most: number): boolean {
  return words === null || [...words].length <= most;
}
