import { readFileSync } from 'node:fs';
import type { Database } from '#persistence';

/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;

/** Processor time of a process and of its children that have ended, in ms; 0 where there is no /proc. */
export function cpuMs(pid: number): number {
  const text = read(`/proc/${pid}/stat`);
  // The name before ')' may hold anything; after it come state, ppid, … and, 11 further, the four times.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const times = fields.slice(11, 15).map(Number);
  return times.length < 4 ? 0 : times.reduce((sum, ticks) => sum + ticks, 0) * TICK_MS;
}

/** Resident memory of a process and the most that it ever was, in MB; 0 where there is no /proc. */
export function residentMb(pid: number): { now: number; most: number } {
  const status = read(`/proc/${pid}/status`);
  const of = (name: string): number =>
    Math.round(Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 102.4) / 10;
  return { now: of('VmRSS'), most: of('VmHWM') };
}

/** Processor time of a database server's processes that are connected to now, and of its own; in ms. */
export async function serverCpuMs(db: Database): Promise<number> {
  const { rows } = await db.query<{ pid: number }>('SELECT pid FROM pg_stat_activity');
  return rows.reduce((sum, { pid }) => sum + cpuMs(pid), 0);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
