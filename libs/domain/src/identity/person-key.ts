import { keyedHash, type HashKey } from './keyed-hash.js';
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
  switch (identity.kind) {
    case 'pesel':
      return keyedHash('person.pesel', valid(normalisePesel(identity.pesel), 'PESEL'), key);
    case 'nip':
      return keyedHash('person.nip', valid(normaliseNip(identity.nip), 'NIP'), key);
    case 'reference': {
      const reference = identity.reference.normalize('NFC').trim();
      return keyedHash('person.reference', `${identity.creditorId}\0${valid(reference, 'reference')}`, key);
    }
  }
}

function valid(value: string | undefined, what: string): string {
  if (value === undefined || value === '') throw new RangeError(`not a valid ${what}`);
  return value;
}
