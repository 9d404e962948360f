import { readFileSync } from 'node:fs';
import type { Program } from './processes.js';

const LOOK_EVERY_MS = 200;

/** Waits for a program to end, and tells the most memory that it held, in KiB. Throws where it did not end well. */
export async function peakMemoryOf(program: Program): Promise<number> {
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, peakOf(program.child.pid) ?? 0)), LOOK_EVERY_MS);
  const code = await new Promise((resolve) => program.child.once('exit', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`the program ended with ${String(code)}:\n${program.output()}`);
  return peak;
}

function peakOf(pid: number | undefined): number | undefined {
  try {
    // A process that has just ended is still listed, without its memory.
    const [, kib] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kib === undefined ? undefined : Number(kib);
  } catch {
    return undefined;
  }
}
