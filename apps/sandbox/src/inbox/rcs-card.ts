/** A button of a card, its gaps filled. */
export type RcsButton =
  | { readonly kind: 'url'; readonly title: string; readonly url: string }
  | { readonly kind: 'phone'; readonly title: string; readonly phone: string }
  /** Answers for the debtor: the title is what they say, the payload what the sender meant by it. */
  | { readonly kind: 'reply'; readonly title: string; readonly payload: string };

/** A rich message as the debtor sees it. */
export interface RcsCard {
  /** Address of the picture above the words. */
  readonly picture: string | null;
  readonly title: string | null;
  readonly body: string | null;
  readonly buttons: readonly RcsButton[];
}

/** Roughly, in bytes. */
export function weightOfCard(card: RcsCard | null): number {
  if (card === null) return 0;
  const words = (card.title?.length ?? 0) + (card.body?.length ?? 0) + (card.picture?.length ?? 0);
  return 2 * words + card.buttons.length * 150;
}
