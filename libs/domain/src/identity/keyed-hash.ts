import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/** A secret of the installation, or a key derived from it; at least 16 bytes. */
export type HashKey = string | Uint8Array;

const SHORTEST_KEY = 16;

/** Derived keys as the library wants them: making one costs as much as the hash itself. */
const prepared = new WeakMap<Uint8Array, KeyObject>();

/**
 * HMAC-SHA256 of a value under a label, so that equal values of different kinds (a NIP, a reference) never
 * share a hash; 32 bytes.
 * @throws RangeError when the key is too short to protect anything
 */
export function keyedHash(label: string, value: string, key: HashKey): Buffer {
  return createHmac('sha256', keyObject(key)).update(`${label}\0${value}`).digest();
}

function keyObject(key: HashKey): KeyObject {
  if (typeof key === 'string') return longEnough(Buffer.from(key));
  const known = prepared.get(key) ?? longEnough(key);
  prepared.set(key, known);
  return known;
}

function longEnough(key: Uint8Array): KeyObject {
  if (key.length < SHORTEST_KEY) throw new RangeError('a hash key needs at least 16 bytes');
  return createSecretKey(key);
}
