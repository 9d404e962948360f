import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { keyedHash } from './keyed-hash.js';

describe('a keyed hash', () => {
  const keys = fc.oneof(
    fc.uint8Array({ minLength: 16, maxLength: 200 }),
    fc.string({ unit: 'binary', minLength: 16, maxLength: 100 }),
  );

  it('is the HMAC-SHA256 of label and value, whatever their length and the key', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'binary', maxLength: 1500 }), keys, (label, value, key) => {
        const expected = createHmac('sha256', key).update(`${label}\0${value}`).digest();
        expect(keyedHash(label, value, key)).toEqual(expected);
      }),
    );
  });

  it('keeps nothing of the one before it', () => {
    const key = Buffer.alloc(32, 7);
    const first = keyedHash('contact-point', '+48600123456', key);
    const kept = Buffer.from(first);
    keyedHash('contact-point', 'a'.repeat(2000), key);
    keyedHash('contact-point', 'x', key);
    expect(first).toEqual(kept);
    expect(keyedHash('contact-point', '+48600123456', key)).toEqual(kept);
  });

  it('asks for a key that protects something', () => {
    expect(() => keyedHash('a', 'b', Buffer.alloc(15))).toThrow(RangeError);
    expect(() => keyedHash('a', 'b', 'short')).toThrow(RangeError);
  });
});
