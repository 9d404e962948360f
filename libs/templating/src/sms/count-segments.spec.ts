import fc from 'fast-check';
import { countSegments, measureSms } from './segments.js';

const texts = (characters: string): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...characters), { minLength: 1, maxLength: 400 }).map((parts) => parts.join(''));

describe('counting the segments of an SMS', () => {
  it.each([
    ['plain Latin text', 'Dzien dobry, saldo 1 234,50 zl. http://127.0.0.1:3000/p/Ab3'],
    ['Polish letters', 'Dzień dobry, zażółć gęślą jaźń 1 234,50 zł – „spłata”'],
    ['Ukrainian letters', 'Добрий день, заборгованість 1 234,50 грн. Ґанок, їжак, є'],
    ['characters of two places', 'abc€[]{}^~|\\ def'],
    ['emoji and combined letters', 'Dzień 👩‍👩‍👧 e\u0301 dobry'],
  ])('agrees with the library on %s', (_what, characters) => {
    fc.assert(
      fc.property(texts(characters), (text) => {
        expect(countSegments(text)).toBe(measureSms(text).segments);
      }),
      { numRuns: 60 },
    );
  });
});
