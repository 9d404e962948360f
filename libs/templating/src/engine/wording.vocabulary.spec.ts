import fc from 'fast-check';
import { brand } from './wording.vocabulary.js';

describe('a creditor’s name in an SMS', () => {
  it.each([
    ['Łącze Północ sp. z o.o.', 'Łącze Północ'],
    ['Enea Pomorze S.A.', 'Enea Pomorze'],
    ['Acme Utilities Ltd.', 'Acme Utilities'],
    ['Przedsiębiorstwo Usług Komunalnych sp. z o.o.', 'Przedsiębiorstwo'],
    ['Spa Centrum', 'Spa Centrum'],
  ])('%s is written %s', (name, short) => {
    expect(brand(name, 20)).toBe(short);
  });

  it('is never longer than asked and never empty', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\S.*\S$/), fc.integer({ min: 5, max: 40 }), (name, limit) => {
        const short = brand(name, limit);
        expect(short.length).toBeLessThanOrEqual(limit);
        expect(short.length).toBeGreaterThan(0);
      }),
    );
  });
});
