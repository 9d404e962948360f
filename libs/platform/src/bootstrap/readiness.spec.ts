import { setTimeout as sleep } from 'node:timers/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { Global, Inject, Module, type OnModuleDestroy } from '@nestjs/common';
import { ClockStore, Stopping } from '#contracts';
import { loadConfig } from '../config/load-config.js';
import { withDatabase } from '../config/platform-config.js';
import { freePort } from '../embedded-postgres/free-port.js';
import { createLogger } from '../logging/logger.js';
import { MemoryClockStore } from '../spec-support/memory-clock-store.js';
import { bootstrap } from './bootstrap.js';
import { openWaitingRoom } from './waiting-room.js';

/** Finishes what is under way for a while once it is told to stop. */
@Global()
@Module({ providers: [{ provide: ClockStore, useClass: MemoryClockStore }], exports: [ClockStore] })
class SlowToStop implements OnModuleDestroy {
  static heardAt = 0;
  static endedAt = 0;

  constructor(@Inject(Stopping) stopping: Stopping) {
    stopping.signal.addEventListener('abort', () => (SlowToStop.heardAt = performance.now()));
  }

  async onModuleDestroy(): Promise<void> {
    await sleep(400);
    SlowToStop.endedAt = performance.now();
  }
}

const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;

describe('a process', () => {
  it('is alive and not ready while its database is brought up to date', async () => {
    const port = await freePort();
    const room = await openWaitingRoom({ host: '127.0.0.1', port });
    expect(await statusOf(`http://127.0.0.1:${port}/healthz`)).toBe(200);
    expect(await statusOf(`http://127.0.0.1:${port}/readyz`)).toBe(503);
    await room.close();
    // The port is free again for the service itself.
    const next = createServer().listen(port, '127.0.0.1');
    await once(next, 'listening');
    const taken = await openWaitingRoom({ host: '127.0.0.1', port });
    await taken.close();
    next.close();
  });

  it('is alive and not ready while it stops, and its parts hear of it before the first of them ends', async () => {
    const port = await freePort();
    const environment = { PORT: String(port), DUNLIN_API_KEY: 'k'.repeat(20), DUNLIN_SECRET: 's'.repeat(32) };
    const loaded = loadConfig({ ...environment, DUNLIN_CLOCK: 'real' });
    const running = await bootstrap(
      [SlowToStop],
      withDatabase(loaded, 'postgres://unused/unused'),
      createLogger('silent'),
    );
    expect(await statusOf(`${running.url}/readyz`)).toBe(200);
    const closed = running.close();
    expect(await statusOf(`${running.url}/readyz`)).toBe(503);
    expect(await statusOf(`${running.url}/healthz`)).toBe(200);
    await closed;
    expect(SlowToStop.heardAt).toBeGreaterThan(0);
    expect(SlowToStop.heardAt).toBeLessThan(SlowToStop.endedAt - 300);
  });
});
