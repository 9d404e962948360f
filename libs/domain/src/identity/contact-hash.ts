import { keyedHashHex, type HashKey } from './keyed-hash.js';

/**
 * The keyed hash of a contact point, by which suppressed and purged ones live on and are recognised again;
 * 32 bytes.
 * @param value an E.164 number or an e-mail address as normalised by this folder; another spelling of the
 *   same point would hash differently
 */
export function contactHash(value: string, key: HashKey): Buffer {
  return Buffer.from(contactHashHex(value, key), 'hex');
}

/** The same in hex: for those who make many of them. */
export function contactHashHex(value: string, key: HashKey): string {
  return keyedHashHex('contact-point', value, key);
}
