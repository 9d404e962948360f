import { CommitTurns } from './commit-turns.js';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('taking turns to commit', () => {
  it('holds a batch back while committed attempts still wait for their provider', async () => {
    let crowded = true;
    const turns = new CommitTurns(() => crowded);
    let begun = false;
    void turns.begin().then(() => (begun = true));
    await settled();
    expect(begun).toBe(false);
    crowded = false;
    turns.lookAgain();
    await settled();
    expect(begun).toBe(true);
  });

  it('lets few batches commit at the same time', async () => {
    const turns = new CommitTurns(() => false, 2);
    const begun: number[] = [];
    for (const n of [1, 2, 3]) void turns.begin().then(() => begun.push(n));
    await settled();
    expect(begun).toEqual([1, 2]);
    turns.end();
    await settled();
    expect(begun).toEqual([1, 2, 3]);
  });
});
