import { advanceClock } from './advance.js';
import { MemoryClockStore } from '../spec-support/memory-clock-store.js';
import { SharedBusinessClock } from './shared-business-clock.js';

const AT = Date.parse('2026-01-12T07:00:00Z');
const fail = (error: unknown): never => {
  throw error;
};

describe('the business clock of several processes', () => {
  it('steps in all of them at once', async () => {
    const store = new MemoryClockStore();
    const one = await SharedBusinessClock.start(store, { mode: 'stepped', at: AT }, fail);
    const other = await SharedBusinessClock.start(store, { mode: 'stepped', at: AT + 99 }, fail);
    expect([one.now(), other.now()]).toEqual([AT, AT]);
    await advanceClock(store, (from) => from + 86_400_000);
    await new Promise(setImmediate);
    expect([one.now(), other.now()]).toEqual([AT + 86_400_000, AT + 86_400_000]);
    await Promise.all([one.stop(), other.stop()]);
    expect(store.listeners.size).toBe(0);
  });

  it('tells of each step in every process, once, until nobody listens any more', async () => {
    const store = new MemoryClockStore();
    const clock = await SharedBusinessClock.start(store, { mode: 'stepped', at: AT }, fail);
    let jumps = 0;
    const stopListening = clock.onJump(() => (jumps += 1));
    await advanceClock(store, (from) => from + 1_000);
    await clock.refresh();
    await clock.refresh();
    expect(jumps).toBe(1);
    stopListening();
    await advanceClock(store, (from) => from + 1_000);
    await clock.refresh();
    expect(jumps).toBe(1);
    await clock.stop();
  });

  it('never goes back, and is not advanced where time passes by itself', async () => {
    const store = new MemoryClockStore();
    store.row = { mode: 'stepped', factor: 1, businessEpoch: AT, machineEpoch: 0 };
    await expect(advanceClock(store, () => AT - 1)).rejects.toThrow(/never goes back/);
    store.row = { ...store.row, mode: 'real' };
    await expect(advanceClock(store, () => AT + 1)).rejects.toThrow(/passes by itself/);
  });

  it('costs real time no connection', async () => {
    const store = new MemoryClockStore();
    const clock = await SharedBusinessClock.start(store, { mode: 'real' }, fail, () => 42);
    expect(clock.now()).toBe(42);
    expect(store.listeners.size).toBe(0);
  });
});
