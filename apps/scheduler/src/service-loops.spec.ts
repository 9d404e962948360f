import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { ServiceLoops } from './service-loops.js';

class Loops extends ServiceLoops {
  constructor(work: Record<string, () => Promise<number>>) {
    super('spec', 1, work);
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
});
