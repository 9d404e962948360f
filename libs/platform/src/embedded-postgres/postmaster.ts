import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine, isAlive, processIdentity } from './process-identity.js';

/** What postmaster.pid says of a running server. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/** The server that runs on a data directory; undefined when none does. */
export function runningPostmaster(data: string): Postmaster | undefined {
  const said = readPidFile(data);
  if (!said || processIdentity(said.pid) === undefined) return undefined;
  return commandLine(said.pid).includes(data) ? said : undefined;
}

/**
 * Removes the file that a killed server left behind. Postgres does so itself, unless another program has the old
 * process id by now, as happens in containers; then it would refuse to start for ever.
 */
export function clearStalePidFile(data: string): void {
  if (readPidFile(data) && !runningPostmaster(data)) rmSync(join(data, 'postmaster.pid'), { force: true });
}

/** Stops a server in good order: sessions are ended, everything is written. Resolves when it is gone. */
export async function stopPostmaster(pid: number, patienceMs = 20_000): Promise<void> {
  if (!signalPostmaster(pid, 'SIGINT') || (await gone(pid, patienceMs))) return;
  // Nothing committed is lost by this; the next start reads the log of changes.
  if (!signalPostmaster(pid, 'SIGQUIT') || (await gone(pid, 5_000))) return;
  signalPostmaster(pid, 'SIGKILL');
  await gone(pid, 5_000);
}

/** Sends a signal; false when the process is gone. SIGINT ends all sessions and writes everything. */
export function signalPostmaster(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

async function gone(pid: number, withinMs: number): Promise<boolean> {
  const end = Date.now() + withinMs;
  while (isAlive(pid) && processIdentity(pid) !== undefined) {
    if (Date.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return true;
}

/** Lines: process id, data directory, start time, port, socket folder, address, shared memory, status. */
function readPidFile(data: string): Postmaster | undefined {
  let text: string;
  try {
    text = readFileSync(join(data, 'postmaster.pid'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}
