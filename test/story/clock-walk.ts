import { setTimeout as sleep } from 'node:timers/promises';
import type { IdleView } from '#contracts';
import type { StoryApi } from './story-api.js';

/** Business time moves on by at least so much, to a full quarter, so that the steps stay countable. */
const GRID_MS = 15 * 60_000;
const PATIENCE_MS = 120_000;
const LOOK_AGAIN_MS = 15;

/** Something that somebody does when its time has come. */
export interface Appointment {
  at: number;
  act: () => Promise<void>;
}

/**
 * Steps business time from one instant at which anything is due to the next, until the story is over. Returns how
 * many steps it took.
 */
export async function walkClock(
  api: StoryApi,
  endsAt: number,
  appointments: readonly Appointment[],
  stopAt: (next: NextInstants & { endsAt: number }) => number = nextQuarter,
): Promise<number> {
  const waiting = [...appointments].sort((a, b) => a.at - b.at);
  for (let steps = 0; ; steps += 1) {
    let next = await untilIdle(api);
    if (waiting.some(({ at }) => at <= next.now)) {
      for (let due = waiting[0]; due && due.at <= next.now; due = waiting[0]) {
        waiting.shift();
        await due.act();
      }
      next = await untilIdle(api);
    }
    if (next.now >= endsAt) return steps;
    const to = stopAt({ ...next, outside: Math.min(next.outside, waiting[0]?.at ?? Infinity), endsAt });
    await api.post('/api/clock', { to: new Date(to).toISOString() });
  }
}

/** When something is due next; Infinity where nothing is. */
export interface NextInstants {
  now: number;
  /** In the product. */
  own: number;
  /** With debtors, networks and whoever uses the product. */
  outside: number;
}

/** Whoever comes first, at a full quarter. */
function nextQuarter({ now, own, outside, endsAt }: NextInstants & { endsAt: number }): number {
  return Math.max(Math.ceil(Math.min(own, outside, endsAt) / GRID_MS) * GRID_MS, now + GRID_MS);
}

interface Pending {
  pending: number;
  nextAt: number | null;
}

/** Waits until nothing more happens before time passes; answers with the instant that comes next. */
async function untilIdle(api: StoryApi): Promise<NextInstants> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const before = await api.sandbox<Pending>('pending');
    const idle = await api.get<IdleView>('/api/idle');
    const after = await api.sandbox<Pending>('pending');
    if (before.pending === 0 && idle.idle && after.pending === 0) {
      const own = idle.nextAt === null ? Infinity : Date.parse(idle.nextAt);
      return { now: Date.parse(idle.businessNow), own, outside: after.nextAt ?? Infinity };
    }
    if (Date.now() > deadline) {
      throw new Error(`it never got idle: ${JSON.stringify(idle)}, sandbox ${JSON.stringify(after)}`);
    }
    await sleep(LOOK_AGAIN_MS);
  }
}
