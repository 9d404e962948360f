import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PREFIX = 'dunlin-test-';
const OWNER = 'owner.pid';

/** Makes the folder of a test run, and clears away those of runs that were killed. */
export function beginTestRun() {
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  // As root the database runs as a user of its own, which must be able to pass through.
  chmodSync(folder, 0o711);
  writeFileSync(join(folder, OWNER), String(process.pid));
  for (const name of readdirSync(tmpdir())) {
    if (name.startsWith(PREFIX)) clearIfAbandoned(join(tmpdir(), name));
  }
  return folder;
}

/** Stops the run's database and removes its folder. Safe to call twice. */
export async function endTestRun(folder) {
  const pidFile = join(folder, 'postgres', 'postmaster.pid');
  stopDatabase(folder);
  for (let waited = 0; existsSync(pidFile) && waited < 10_000; waited += 50) await sleep(50);
  rmSync(folder, { recursive: true, force: true });
}

function clearIfAbandoned(folder) {
  const me = process.getuid?.();
  if (me !== undefined && me !== 0 && statSync(folder, { throwIfNoEntry: false })?.uid !== me) return;
  const owner = read(join(folder, OWNER));
  if (owner === undefined || isAlive(Number(owner))) return;
  stopDatabase(folder);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** At once and without writing anything back: nobody wants what is in it. */
function stopDatabase(folder) {
  const pid = Number(read(join(folder, 'postgres', 'postmaster.pid'))?.split('\n')[0]);
  // The number may be another program's by now.
  if (!pid || (existsSync('/proc/self') && !read(`/proc/${pid}/cmdline`)?.includes(folder))) return;
  try {
    process.kill(pid, 'SIGQUIT');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Undefined when it is not there, or another user's. */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES'].includes(error.code)) return undefined;
    throw error;
  }
}
