import fc from 'fast-check';
import { remembered } from './remembered.js';

describe('a remembered answer', () => {
  it('is the computed one, however many others were asked for in between', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (keys) => {
        const doubled = remembered((key: number) => `${key * 2}`, 5);
        for (const key of keys) expect(doubled(key)).toBe(`${key * 2}`);
      }),
    );
  });

  it('is computed once while there is room', () => {
    const asked: number[] = [];
    const answer = remembered((key: number) => asked.push(key));
    answer(7);
    answer(7);
    expect(asked).toEqual([7]);
  });
});
