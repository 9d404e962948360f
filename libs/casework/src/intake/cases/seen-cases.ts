import { hash } from 'node:crypto';

/** Words of an entry: three of the hash, then the line. A line of 0 is a free place. */
const ENTRY = 4;
const LINE = 3;
const PLACES_AT_FIRST = 4096;

/**
 * On which line of a file each case number stood first: the one thing of an import that grows with its file. Numbers
 * are kept as 96 bits of their SHA-256, 16 bytes an entry, so that a file of millions fits into little; that two
 * different ones are taken for the same is as likely as one in 10^16, for a million rows.
 */
export class SeenCases {
  private entries = new Uint32Array(PLACES_AT_FIRST * ENTRY);
  private taken = 0;

  /** Remembers the line of a case, from 1; gives the earlier line on which it stood, if there is one. */
  firstLine(creditorId: string, ref: string, line: number): number | null {
    const digest = hash('sha256', `${creditorId}/${ref}`, 'binary');
    const [a, b, c] = [word(digest, 0), word(digest, 4), word(digest, 8)];
    const place = placeOf(this.entries, a, b, c);
    const first = this.entries[place + LINE] ?? 0;
    if (first !== 0) return first;
    this.entries[place] = a;
    this.entries[place + 1] = b;
    this.entries[place + 2] = c;
    this.entries[place + LINE] = line;
    this.taken += 1;
    // Three quarters full: beyond that, looking for a place takes longer and longer.
    if (this.taken * ENTRY * 4 > this.entries.length * 3) this.grow();
    return null;
  }

  private grow(): void {
    const old = this.entries;
    this.entries = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += ENTRY) {
      if (old[at + LINE] === 0) continue;
      const place = placeOf(this.entries, old[at] ?? 0, old[at + 1] ?? 0, old[at + 2] ?? 0);
      this.entries.set(old.subarray(at, at + ENTRY), place);
    }
  }
}

/** Four bytes of a digest, from one on, as a number. */
function word(digest: string, at: number): number {
  const low = digest.charCodeAt(at) | (digest.charCodeAt(at + 1) << 8) | (digest.charCodeAt(at + 2) << 16);
  return (low | (digest.charCodeAt(at + 3) << 24)) >>> 0;
}

/** Where a key stands, or is to stand: at its own place, or the next that is free. */
function placeOf(entries: Uint32Array, a: number, b: number, c: number): number {
  const places = entries.length / ENTRY;
  for (let place = a % places; ; place = (place + 1) % places) {
    const at = place * ENTRY;
    if (entries[at + LINE] === 0) return at;
    if (entries[at] === a && entries[at + 1] === b && entries[at + 2] === c) return at;
  }
}
