import fc from 'fast-check';
import { measureSms } from './segments.js';
import { transliterate } from './transliterate.js';

describe('transliteration', () => {
  it('writes all eighteen Polish letters in ASCII', () => {
    expect(transliterate('Zażółć gęślą jaźń ŁÓDŹ ĆMA ŚWIĘTO')).toBe('Zazolc gesla jazn LODZ CMA SWIETO');
  });

  it('brings any Polish text into GSM-7', () => {
    const letters = fc.constantFrom(...'aąbcćdeęfghijklłmnńoóprsśtuwyzźżAĄĆĘŁŃÓŚŹŻ 0129.,:-–„”…\u00a0');
    fc.assert(
      fc.property(fc.string({ unit: letters, minLength: 1 }), (text) => {
        expect(measureSms(transliterate(text)).encoding).toBe('GSM-7');
      }),
    );
  });

  it('leaves a Ukrainian text as it is, its Polish names and signs too', () => {
    const text = 'Łącze Północ – „Źródło”: термін оплати, їжак, ґанок, єдність… 12,50 zł';
    expect(transliterate(text)).toBe(text);
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(transliterate(transliterate(text))).toBe(transliterate(text));
      }),
    );
  });
});

describe('the size of an SMS', () => {
  it('is one segment up to 160 plain characters, and three when one Polish letter is among them', () => {
    expect(measureSms('a'.repeat(160))).toMatchObject({ encoding: 'GSM-7', segments: 1 });
    expect(measureSms(`ł${'a'.repeat(159)}`)).toMatchObject({
      encoding: 'UCS-2',
      segments: 3,
      nonGsm: ['ł'],
    });
  });
});
