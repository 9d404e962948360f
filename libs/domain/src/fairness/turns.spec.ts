import fc from 'fast-check';
import { Turns } from './turns.js';

describe('turns on a shared way', () => {
  it('let a small campaign go before a large one that came first', () => {
    const turns = new Turns();
    let large = 0;
    for (let sent = 0; sent < 50_000; sent += 200) large = turns.next('large', 200, 0);
    expect(turns.next('small', 50, 0)).toBeLessThan(large);
  });

  it('are alike for campaigns that take alike', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1 }), (amounts) => {
        const turns = new Turns();
        for (const amount of amounts) expect(turns.next('a', amount, 0)).toBe(turns.next('b', amount, 0));
      }),
    );
  });

  it('come back to the first after a rest', () => {
    const turns = new Turns();
    turns.next('a', 50_000, 0);
    expect(turns.next('a', 1, 20 * 60_000)).toBe(2);
  });

  it('never come later for one who has taken less', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }), (less, more) => {
        const turns = new Turns();
        expect(turns.next('less', less, 0)).toBeLessThanOrEqual(turns.next('more', less + more, 0));
      }),
    );
  });

  it('fit the priorities of the queue, whatever is taken', () => {
    expect(new Turns().next('a', Number.MAX_SAFE_INTEGER, 0)).toBeLessThanOrEqual(60);
  });
});
