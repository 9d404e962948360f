import { SubmissionGate } from './submission-gate.js';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the gate before the providers', () => {
  it('lets no more submissions through than its limit, and the next when one is done', async () => {
    const gate = new SubmissionGate(2);
    const through: number[] = [];
    for (const n of [1, 2, 3]) void gate.enter().then(() => through.push(n));
    await settled();
    expect(through).toEqual([1, 2]);
    gate.leave();
    await settled();
    expect(through).toEqual([1, 2, 3]);
  });

  it('gives every place back, however many came and went', async () => {
    const gate = new SubmissionGate(3);
    let inside = 0;
    let most = 0;
    const visit = async (): Promise<void> => {
      await gate.enter();
      most = Math.max(most, (inside += 1));
      await settled();
      inside -= 1;
      gate.leave();
    };
    await Promise.all(Array.from({ length: 50 }, visit));
    expect({ most, inside }).toEqual({ most: 3, inside: 0 });
  });
});
