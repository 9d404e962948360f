import { setImmediate as nextTurn } from 'node:timers/promises';
import { SetGatherer } from './set-gatherer.js';

interface Round {
  items: number[];
  finish: () => void;
}

/** Sets that end when they are told to. */
function held(options: ConstructorParameters<typeof SetGatherer<number, number>>[1] = {}) {
  const rounds: Round[] = [];
  const gatherer = new SetGatherer<number, number>(
    (items) =>
      new Promise((resolve) => {
        rounds.push({ items, finish: () => resolve(items.map((item) => item * 10)) });
      }),
    options,
  );
  return { rounds, gatherer };
}

describe('a gatherer of sets', () => {
  it('sends one alone at once, and gives each its own result', async () => {
    const { rounds, gatherer } = held();
    const result = gatherer.add(7);
    await nextTurn();
    expect(rounds.map(({ items }) => items)).toEqual([[7]]);
    rounds[0]?.finish();
    await expect(result).resolves.toBe(70);
  });

  it('makes what comes while sets are under way the next set', async () => {
    const { rounds, gatherer } = held({ overlapping: 1 });
    const results = [gatherer.add(1)];
    await nextTurn();
    results.push(gatherer.add(2), gatherer.add(3));
    await nextTurn();
    expect(rounds).toHaveLength(1);
    rounds[0]?.finish();
    await results[0];
    await nextTurn();
    expect(rounds[1]?.items).toEqual([2, 3]);
    rounds[1]?.finish();
    await expect(Promise.all(results)).resolves.toEqual([10, 20, 30]);
  });

  it('splits what is more than a set holds, and what would meet itself', async () => {
    const { rounds, gatherer } = held({ atMost: 2, overlapping: 3, keyOf: (item) => String(item % 10) });
    const results = [1, 11, 2, 3].map((item) => gatherer.add(item));
    await nextTurn();
    expect(rounds.map(({ items }) => items)).toEqual([
      [1, 2],
      [11, 3],
    ]);
    for (const { finish } of rounds) finish();
    await expect(Promise.all(results)).resolves.toEqual([10, 110, 20, 30]);
  });

  it('lets nobody fail for another’s sake', async () => {
    const tried: number[][] = [];
    const gatherer = new SetGatherer<number, number>(async (items) => {
      tried.push(items);
      if (items.includes(2)) throw new Error('two is not wanted');
      return items;
    });
    const results = await Promise.allSettled([1, 2, 3].map((item) => gatherer.add(item)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(tried).toEqual([[1, 2, 3], [1], [2], [3]]);
  });
});
