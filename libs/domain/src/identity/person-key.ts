import { keyedHashHex, type HashKey } from './keyed-hash.js';
import { normaliseNip, normalisePesel } from './polish-numbers.js';

/**
 * What tells one person from another. PESEL and NIP hold across creditors; a reference is a creditor's own
 * and means nothing to another, so it is bound to that creditor.
 */
export type PersonIdentity =
  | { readonly kind: 'pesel'; readonly pesel: string }
  | { readonly kind: 'nip'; readonly nip: string }
  | { readonly kind: 'reference'; readonly creditorId: string; readonly reference: string };

/**
 * The keyed hash by which a person is known; 32 bytes. The number itself is not kept with it, and cannot be
 * found by trying all numbers without the key.
 * @throws RangeError when the number is not valid: verify data before hashing it
 */
export function personKey(identity: PersonIdentity, key: HashKey): Buffer {
  return Buffer.from(personKeyHex(identity, key), 'hex');
}

/** The same in hex: for those who make many of them. */
export function personKeyHex(identity: PersonIdentity, key: HashKey): string {
  switch (identity.kind) {
    case 'pesel':
      return keyedHashHex('person.pesel', valid(normalisePesel(identity.pesel), 'PESEL'), key);
    case 'nip':
      return keyedHashHex('person.nip', valid(normaliseNip(identity.nip), 'NIP'), key);
    case 'reference': {
      const reference = identity.reference.normalize('NFC').trim();
      return keyedHashHex(
        'person.reference',
        `${identity.creditorId}\0${valid(reference, 'reference')}`,
        key,
      );
    }
  }
}

function valid(value: string | undefined, what: string): string {
  if (value === undefined || value === '') throw new RangeError(`not a valid ${what}`);
  return value;
}
