import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { ServiceLoops } from './service-loops.js';

class Loops extends ServiceLoops {
  constructor(
    work: Record<string, () => Promise<number>>,
    restMs = 1,
    clock?: { onJump(jumped: () => void): () => void },
  ) {
    super('spec', restMs, work, clock);
  }
}

describe('the loops of a service', () => {
  it('go on with the other work when one of them fails, and end with the batch under way', async () => {
    Logger.overrideLogger(false);
    let done = 0;
    const loops = new Loops({
      failing: () => Promise.reject(new Error('down')),
      working: async () => {
        await sleep(1);
        done += 1;
        return 1;
      },
    });
    loops.onApplicationBootstrap();
    while (done < 3) await sleep(1);
    await loops.onModuleDestroy();
    const after = done;
    await sleep(20);
    expect(done).toBe(after);
  });

  it('rest no longer when time jumps, and are not told of it once they have ended', async () => {
    const told = new Set<() => void>();
    const clock = {
      onJump: (jumped: () => void) => {
        told.add(jumped);
        return () => void told.delete(jumped);
      },
    };
    let looks = 0;
    const looking = async (): Promise<number> => {
      looks += 1;
      return 0;
    };
    const loops = new Loops({ looking }, 60_000, clock);
    loops.onApplicationBootstrap();
    await sleep(20);
    expect(looks).toBe(1);
    for (const jumped of told) jumped();
    await sleep(20);
    expect(looks).toBe(2);
    await loops.onModuleDestroy();
    expect(told.size).toBe(0);
  });
});
