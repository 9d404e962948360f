import { createHmac } from 'node:crypto';

/** A secret of the installation, or a key derived from it; at least 16 bytes. */
export type HashKey = string | Uint8Array;

const SHORTEST_KEY = 16;

/**
 * HMAC-SHA256 of a value under a label, so that equal values of different kinds (a NIP, a reference) never
 * share a hash; 32 bytes.
 * @throws RangeError when the key is too short to protect anything
 */
export function keyedHash(label: string, value: string, key: HashKey): Buffer {
  if (Buffer.byteLength(key) < SHORTEST_KEY) throw new RangeError('a hash key needs at least 16 bytes');
  return createHmac('sha256', key).update(`${label}\0${value}`).digest();
}
