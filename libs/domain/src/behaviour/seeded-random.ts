/**
 * Chance that can be replayed: the same text always starts the same sequence of numbers in [0, 1). Not for secrets.
 * xmur3 spreads the text over 32 bits, mulberry32 draws from them (both public domain, by bryc).
 */
export function seededRandom(text: string): () => number {
  let state = spread(text);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One number in [0, 1) that belongs to a text for ever. */
export function stableShare(text: string): number {
  return seededRandom(text)();
}

function spread(text: string): number {
  let hash = 1779033703 ^ text.length;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 3432918353);
    hash = (hash << 13) | (hash >>> 19);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
  hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** One of the entries, in proportion to their shares; the shares need not add up to anything. */
export function pickByShare<Entry extends { readonly share: number }>(
  entries: readonly [Entry, ...Entry[]],
  roll: number,
): Entry {
  let left = roll * entries.reduce((sum, entry) => sum + entry.share, 0);
  for (const entry of entries) {
    left -= entry.share;
    if (left < 0) return entry;
  }
  return entries[0];
}
