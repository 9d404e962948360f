import { hash } from 'node:crypto';
import { keyedHash, type HashKey } from './keyed-hash.js';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const DIGITS = 13;
/** Key versions that one leading character can tell apart. */
export const LINK_KEY_VERSIONS = ALPHABET.length;

const TOKEN = /^[0-9A-Za-z]{14}$/;

/**
 * The token of a leg's deep link: one character for the key's version, thirteen of an HMAC of the leg's id
 * (77 bits), all base62, so that it fits an SMS and nobody guesses one. The same leg always gets the same.
 * @param keyVersion 0 to 61
 */
export function deepLinkToken(keyVersion: number, key: HashKey, legId: string): string {
  if (!Number.isInteger(keyVersion) || keyVersion < 0 || keyVersion >= LINK_KEY_VERSIONS) {
    throw new RangeError(`a link key's version is from 0 to ${LINK_KEY_VERSIONS - 1}`);
  }
  // Each character takes 16 bits of the digest: 65536 is all but a multiple of 62, so the bias is 0.1 % at most.
  const digest = keyedHash('deep-link', legId, key);
  let digits = '';
  for (let i = 0; i < DIGITS; i += 1) digits += ALPHABET.charAt(digest.readUInt16BE(2 * i) % ALPHABET.length);
  return `${ALPHABET[keyVersion]}${digits}`;
}

/** Whether a text has the form of a token; says nothing about whether it was ever issued. */
export function isDeepLinkToken(text: string): boolean {
  return TOKEN.test(text);
}

/** Version of the key that a token was made with; undefined when the text is no token. */
export function tokenKeyVersion(token: string): number | undefined {
  return isDeepLinkToken(token) ? ALPHABET.indexOf(token.charAt(0)) : undefined;
}

/** What is stored in a token's place, so that the database opens no links; 32 bytes. */
export function tokenHash(token: string): Buffer {
  return hash('sha256', `deep-link-token\0${token}`, 'buffer');
}
