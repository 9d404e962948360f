import { setTimeout as sleep } from 'node:timers/promises';
import { SubmissionGate } from './submission-gate.js';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the gate before the providers', () => {
  it('lets no more submissions through than its limit, and the next when one is done', async () => {
    const gate = new SubmissionGate(2);
    const through: number[] = [];
    const finish: (() => void)[] = [];
    for (const n of [1, 2, 3]) {
      void gate.pass(() => {
        through.push(n);
        return new Promise<void>((resolve) => finish.push(resolve));
      });
    }
    await settled();
    expect(through).toEqual([1, 2]);
    expect(gate.crowded).toBe(true);
    finish[0]?.();
    await settled();
    expect(through).toEqual([1, 2, 3]);
    expect(gate.crowded).toBe(false);
  });

  it('gives every place back, however many came, went and failed', async () => {
    const gate = new SubmissionGate(3);
    let inside = 0;
    let most = 0;
    const visit = async (): Promise<void> => {
      most = Math.max(most, (inside += 1));
      await settled();
      inside -= 1;
      if (inside === 1) throw new Error('the provider is gone');
    };
    await Promise.allSettled(Array.from({ length: 50 }, () => gate.pass(visit)));
    expect({ most, inside }).toEqual({ most: 3, inside: 0 });
  });

  it('knows how much gets through in a while by how long submissions take', async () => {
    const gate = new SubmissionGate(10);
    expect(gate.capacity(250)).toBeNull();
    await gate.pass(() => sleep(50));
    expect(gate.capacity(250)).toBeGreaterThan(25);
    expect(gate.capacity(250)).toBeLessThanOrEqual(50);
  });
});
