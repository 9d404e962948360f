import fc from 'fast-check';
import { InstantHeap } from './instant-heap.js';

describe('the agenda’s heap', () => {
  it('gives appointments back by instant, and in order of arrival within one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (instants) => {
        const heap = new InstantHeap();
        instants.forEach((at, data) => heap.push({ at, kind: 'x', data }));
        const expected = instants
          .map((at, data) => ({ at, data }))
          .sort((a, b) => a.at - b.at || a.data - b.data);
        const given = instants.map(() => heap.pop()).map((one) => ({ at: one?.at, data: one?.data }));
        expect(given).toEqual(expected);
        expect(heap.pop()).toBeUndefined();
      }),
    );
  });

  it('counts what is due without taking it out', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 50 })),
        fc.integer({ min: -1, max: 51 }),
        (instants, now) => {
          const heap = new InstantHeap();
          for (const at of instants) heap.push({ at, kind: 'x', data: null });
          expect(heap.countUntil(now)).toBe(instants.filter((at) => at <= now).length);
          expect(heap.size).toBe(instants.length);
        },
      ),
    );
  });
});
