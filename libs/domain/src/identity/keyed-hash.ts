import { hash } from 'node:crypto';

/** A secret of the installation, or a key derived from it; at least 16 bytes. */
export type HashKey = string | Uint8Array;

const SHORTEST_KEY = 16;
/** Block and digest of SHA-256, bytes. */
const BLOCK = 64;
const DIGEST = 32;
/** A hash's input is put together in place; a longer one is rare and gets a buffer of its own. */
const ROOM = 1024;
const LONGEST_CHARACTER = 3;

/** The two pads of HMAC (RFC 2104), each with room behind it for what is hashed after it. */
interface Pads {
  readonly inner: Buffer;
  readonly outer: Buffer;
}

/** Pads cost as much as the hash itself. */
const prepared = new WeakMap<Uint8Array, Pads>();

/**
 * HMAC-SHA256 of a value under a label, so that equal values of different kinds (a NIP, a reference) never
 * share a hash; in hex. In two hashes at one go: an import makes millions, and Node's `createHmac` builds an object
 * with streams for each.
 * @throws RangeError when the key is too short to protect anything
 */
export function keyedHashHex(label: string, value: string, key: HashKey): string {
  const { inner, outer } = padsOf(key);
  const text = `${label}\0${value}`;
  const fits = text.length * LONGEST_CHARACTER <= ROOM;
  const message = fits ? inner : Buffer.alloc(BLOCK + text.length * LONGEST_CHARACTER);
  if (!fits) inner.copy(message, 0, 0, BLOCK);
  const end = BLOCK + message.write(text, BLOCK);
  // Between the two as a string: a buffer of its own would cost more than the hash.
  outer.write(hash('sha256', message.subarray(0, end), 'binary'), BLOCK, 'binary');
  return hash('sha256', outer, 'hex');
}

/** The same in bytes; 32 of them. */
export function keyedHash(label: string, value: string, key: HashKey): Buffer {
  return Buffer.from(keyedHashHex(label, value, key), 'hex');
}

function padsOf(key: HashKey): Pads {
  if (typeof key === 'string') return padsFrom(Buffer.from(key));
  const known = prepared.get(key) ?? padsFrom(key);
  prepared.set(key, known);
  return known;
}

function padsFrom(key: Uint8Array): Pads {
  if (key.length < SHORTEST_KEY) throw new RangeError('a hash key needs at least 16 bytes');
  const short = key.length > BLOCK ? hash('sha256', key, 'buffer') : key;
  const inner = Buffer.alloc(BLOCK + ROOM, 0);
  const outer = Buffer.alloc(BLOCK + DIGEST, 0);
  for (let at = 0; at < BLOCK; at += 1) {
    inner[at] = (short[at] ?? 0) ^ 0x36;
    outer[at] = (short[at] ?? 0) ^ 0x5c;
  }
  return { inner, outer };
}
