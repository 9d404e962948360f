import fc from 'fast-check';
import { contactHash } from './contact-hash.js';
import { normaliseEmail } from './normalise-email.js';
import { normalisePhone, readByPlan } from './normalise-phone.js';

describe('a phone number', () => {
  it.each([
    '600123456',
    '600 123 456',
    '+48 600-123-456',
    '0048600123456',
    '(+48) 600 123 456',
    '48600123456',
  ])('%s is one Polish mobile', (text) => {
    expect(normalisePhone(text, 'PL')).toEqual({
      ok: true,
      e164: '+48600123456',
      type: 'mobile',
      textable: true,
      country: 'PL',
      zones: ['Europe/Warsaw'],
    });
  });

  it.each([
    ['22 621 00 00', 'PL', { e164: '+48226210000', type: 'fixed', textable: false }],
    ['+380 67 123 4567', 'PL', { country: 'UA', type: 'mobile', zones: ['Europe/Kyiv'] }],
    ['07400 123456', 'GB', { e164: '+447400123456', type: 'mobile', zones: ['Europe/London'] }],
    ['(202) 555-0123', 'US', { e164: '+12025550123', type: 'fixed-or-mobile', textable: true }],
    ['+48 700 123 456', 'PL', { type: 'premium', textable: false }],
  ])('%s in %s', (text, country, expected) => {
    expect(normalisePhone(text, country)).toMatchObject(expected);
  });

  it('of a country of several zones may be in any of them, but in North America where its area code is', () => {
    const phone = normalisePhone('+61 412 345 678', 'PL');
    expect(phone.ok && phone.zones).toEqual(
      expect.arrayContaining(['Australia/Brisbane', 'Australia/Darwin', 'Australia/Perth']),
    );
    expect(normalisePhone('+1 202 555 0123', 'PL')).toMatchObject({ zones: ['America/New_York'] });
  });

  it.each([
    ['', 'PL', 'empty'],
    ['brak', 'PL', 'not-a-number'],
    ['tel. nieznany', 'PL', 'not-a-number'],
    ['12345', 'PL', 'wrong-length'],
    ['600 123 456 789 12', 'PL', 'wrong-length'],
    ['111111111', 'PL', 'not-in-use'],
    ['600123456', 'XX', 'unknown-country'],
    ['600123456', '', 'unknown-country'],
    ['+999 123 456 789', 'PL', 'unknown-country'],
    ['22 621 00 00 wew. 12', 'PL', 'not-a-number'],
    ['+48 22 621 00 00 ext. 12', 'PL', 'has-extension'],
  ])('%j in %s is refused: %s', (text, country, reason) => {
    expect(normalisePhone(text, country)).toEqual({ ok: false, reason });
  });

  it('reads the same whether or not it is written as most are', () => {
    const digits = fc.stringMatching(/^[1-9]\d{8}$/);
    const mobile = fc.stringMatching(/^(45|5[0137]|6[069]|7[2389]|88)\d{7}$/);
    const prefix = fc.constantFrom('', '', '+48', '0048', '48', '+48 ', '0048-', '(+48) ', '+49', '0');
    const mark = fc.constantFrom('', ' ', '-', '.', '  ');
    const written = fc
      .tuple(prefix, fc.oneof(mobile, digits), mark, mark)
      .map(([code, n, a, b]) => `${code}${n.slice(0, 3)}${a}${n.slice(3, 6)}${b}${n.slice(6)}`);
    fc.assert(
      fc.property(written, fc.constantFrom('PL', 'PL', 'DE', 'UA', 'XX'), (text, country) => {
        expect(normalisePhone(text, country)).toEqual(readByPlan(text, country));
      }),
      { numRuns: 2000 },
    );
  });

  it('never makes the reader fail, whatever stands in the column', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => void normalisePhone(text, 'PL')),
    );
  });
});

describe('an e-mail address', () => {
  it.each([
    ['Jan.Kowalski@Example.PL', 'jan.kowalski@example.pl'],
    [' mailto:a+b@mail.example.com ', 'a+b@mail.example.com'],
    ['biuro@żółw.pl', 'biuro@xn--w-uga1v8h.pl'],
    ["o'brien@example.co.uk", "o'brien@example.co.uk"],
  ])('%j is %s', (text, address) => {
    expect(normaliseEmail(text)).toMatchObject({ ok: true, address });
  });

  it.each([
    ['', 'empty'],
    ['brak', 'not-an-address'],
    ['@example.pl', 'not-an-address'],
    ['jan kowalski@example.pl', 'not-an-address'],
    ['jan..kowalski@example.pl', 'not-an-address'],
    ['.jan@example.pl', 'not-an-address'],
    ['a@b@example.pl', 'not-an-address'],
    ['Jan <jan@example.pl>', 'not-an-address'],
    ['jan@example', 'invalid-domain'],
    ['jan@', 'invalid-domain'],
    ['jan@-example.pl', 'invalid-domain'],
    ['jan@exa_mple.pl', 'invalid-domain'],
    ['jan@127.0.0.1', 'invalid-domain'],
    ['jan@example.pl, ola@example.pl', 'not-an-address'],
    ['jan@example.pl\r\nBcc: x@example.pl', 'not-an-address'],
    [`${'a'.repeat(65)}@example.pl`, 'too-long'],
    [`a@${'example.'.repeat(40)}pl`, 'too-long'],
  ])('%j is refused: %s', (text, reason) => {
    expect(normaliseEmail(text)).toEqual({ ok: false, reason });
  });

  it('once read is read the same again', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (text) => {
        const once = normaliseEmail(text);
        if (once.ok) expect(normaliseEmail(once.address)).toEqual(once);
      }),
    );
  });

  it('and a number are hashed apart, under the key', () => {
    const key = 'a key for tests, long enough';
    const hashes = [
      contactHash('jan@example.pl', key),
      contactHash('ola@example.pl', key),
      contactHash('jan@example.pl', `${key}!`),
    ].map((hash) => hash.toString('hex'));
    expect(new Set(hashes).size).toBe(3);
  });
});
