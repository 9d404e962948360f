import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { contactHash } from './contact-hash.js';
import {
  deepLinkToken,
  isDeepLinkToken,
  LINK_KEY_VERSIONS,
  tokenHash,
  tokenKeyVersion,
} from './deep-link-token.js';
import { personKey } from './person-key.js';
import { birthDateFromPesel, normaliseNip, normalisePesel } from './polish-numbers.js';
import { shardOf, SHARDS } from './shard.js';

const KEY = 'a key for tests, long enough';

describe('a PESEL', () => {
  it.each([
    ['44051401359', '1944-05-14'],
    ['02070803628', '1902-07-08'],
    ['02270812350', '2002-07-08'],
    ['440514-01359', '1944-05-14'],
  ])('%s was given at a birth on %s', (text, date) => {
    expect(birthDateFromPesel(text)).toBe(date);
  });

  it.each(['44051401358', '4405140135', '440514013599', 'abcdefghijk', '', '00000000000', '99023012340'])(
    '%j is none',
    (text) => {
      expect(normalisePesel(text)).toBeUndefined();
      expect(birthDateFromPesel(text)).toBeUndefined();
    },
  );

  it('with one wrong digit, or two neighbours swapped, is found out', () => {
    const digits = fc.integer({ min: 0, max: 10 });
    fc.assert(
      fc.property(digits, fc.integer({ min: 1, max: 9 }), (at, by) => {
        const pesel = '44051401359';
        const wrong = [...pesel].map((d, i) => (i === at ? String((Number(d) + by) % 10) : d)).join('');
        expect(normalisePesel(wrong)).toBeUndefined();
      }),
    );
  });
});

describe('a NIP', () => {
  it.each(['5260250274', '526-025-02-74', 'PL5260250274', 'pl 526 025 02 74'])('%s is read', (text) => {
    expect(normaliseNip(text)).toBe('5260250274');
  });

  it.each(['5260250275', '526025027', '0000000000', 'DE123456789', ''])('%j is none', (text) => {
    expect(normaliseNip(text)).toBeUndefined();
  });
});

describe("a person's key", () => {
  it('is the same for the same person, however the number is written', () => {
    const one = personKey({ kind: 'nip', nip: '526-025-02-74' }, KEY);
    expect(personKey({ kind: 'nip', nip: 'PL5260250274' }, KEY).equals(one)).toBe(true);
    expect(one).toHaveLength(32);
  });

  it('differs by kind, by creditor for references, and by secret', () => {
    const keys = [
      personKey({ kind: 'nip', nip: '5260250274' }, KEY),
      personKey({ kind: 'nip', nip: '5260250274' }, `${KEY}!`),
      personKey({ kind: 'pesel', pesel: '44051401359' }, KEY),
      personKey({ kind: 'reference', creditorId: 'a', reference: '5260250274' }, KEY),
      personKey({ kind: 'reference', creditorId: 'b', reference: '5260250274' }, KEY),
    ].map((key) => key.toString('hex'));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('is never made from a number that is not valid, nor with a short secret', () => {
    expect(() => personKey({ kind: 'pesel', pesel: '44051401358' }, KEY)).toThrow(RangeError);
    expect(() => personKey({ kind: 'reference', creditorId: 'a', reference: ' ' }, KEY)).toThrow(RangeError);
    expect(() => contactHash('+48600123456', 'short')).toThrow(RangeError);
  });

  it('does not show the number in its fault', () => {
    expect(() => personKey({ kind: 'pesel', pesel: '44051401358' }, KEY)).toThrow(/^not a valid PESEL$/);
  });
});

describe('a shard', () => {
  it('is from 0 to 63, whatever the case of the id, and never changes', () => {
    expect(shardOf('0190b5c4-7b1e-7c3a-9f00-5a3c1d2e4f60')).toBe(
      shardOf('0190B5C4-7B1E-7C3A-9F00-5A3C1D2E4F60'),
    );
    expect(shardOf('0190b5c4-7b1e-7c3a-9f00-5a3c1d2e4f60')).toMatchInlineSnapshot(`21`);
    fc.assert(fc.property(fc.uuid(), (id) => shardOf(id) >= 0 && shardOf(id) < SHARDS));
  });

  it('takes its even share of ids made in one moment', () => {
    const counts = new Array<number>(SHARDS).fill(0);
    for (let i = 0; i < 64_000; i += 1) {
      const tail = randomBytes(8).toString('hex');
      const shard = shardOf(`0190b5c4-7b1e-7c3a-9${tail.slice(0, 3)}-${tail.slice(3, 15)}`);
      counts[shard] = (counts[shard] ?? 0) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(800);
    expect(Math.max(...counts)).toBeLessThan(1200);
  });
});

describe("a deep link's token", () => {
  it('is fourteen base62 characters that tell the version of their key', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 0, max: LINK_KEY_VERSIONS - 1 }), (legId, version) => {
        const token = deepLinkToken(version, KEY, legId);
        expect(token).toMatch(/^[0-9A-Za-z]{14}$/);
        expect(isDeepLinkToken(token)).toBe(true);
        expect(tokenKeyVersion(token)).toBe(version);
        expect(deepLinkToken(version, KEY, legId)).toBe(token);
        expect(deepLinkToken(version, 'another key, just as long', legId)).not.toBe(token);
      }),
      { numRuns: 200 },
    );
  });

  it('is different for each leg, evenly spread, and stored as a hash', () => {
    const tokens = Array.from({ length: 20_000 }, (_, i) => deepLinkToken(1, KEY, `leg-${i}`));
    expect(new Set(tokens).size).toBe(tokens.length);
    const ofLast = new Set(tokens.map((token) => token.charAt(13)));
    expect(ofLast.size).toBe(62);
    const [first = '', second = ''] = tokens;
    expect(tokenHash(first)).toHaveLength(32);
    expect(tokenHash(first).equals(tokenHash(second))).toBe(false);
  });

  it('that has another form is none', () => {
    for (const wrong of ['', 'short', '1234567890123!', '123456789012345', '12345678901234\n']) {
      expect(isDeepLinkToken(wrong)).toBe(false);
      expect(tokenKeyVersion(wrong)).toBeUndefined();
    }
    expect(() => deepLinkToken(62, KEY, 'leg')).toThrow(RangeError);
    expect(() => deepLinkToken(-1, KEY, 'leg')).toThrow(RangeError);
  });
});
