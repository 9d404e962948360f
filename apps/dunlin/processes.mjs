import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Running other programs and ending with them. Needs nothing but Node. */

/** What shells report for a program that was ended by Ctrl-C. */
export const INTERRUPTED = 130;

let interrupted = false;

/** Whether we were told to stop while another program ran. */
export function wasInterrupted() {
  return interrupted;
}

const LOOK_FOR_PARENT_MS = 500;
const LEFTOVER_PATIENCE_MS = 15_000;

/** npm passes signals on, unless it is killed outright; then being left behind counts as being told to stop. */
export function stopWhenLeftBehind() {
  if (!process.env.npm_lifecycle_event) return;
  const npm = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(timer);
    process.emit('SIGTERM', 'SIGTERM');
  }, LOOK_FOR_PARENT_MS);
  timer.unref();
}

/** Runs a command with our standard output, passing signals on; resolves to its exit code. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    const pass = (signal) => {
      interrupted = true;
      child.kill(signal);
    };
    for (const signal of signals) process.on(signal, pass);
    child.once('error', reject);
    child.once('exit', (code) => {
      for (const signal of signals) process.off(signal, pass);
      const result = code ?? INTERRUPTED;
      if (options.detached) endGroup(child.pid).then(() => resolve(result), reject);
      else resolve(result);
    });
  });
}

/** Ends what a command of a group of its own has left running: asked first, then killed. */
async function endGroup(group) {
  const end = Date.now() + LEFTOVER_PATIENCE_MS;
  for (let signal = 'SIGTERM'; runsAnyOf(group); signal = Date.now() < end ? 0 : 'SIGKILL') {
    signalGroup(group, signal);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The dead that nobody has buried do not count; in containers they can stay for good. */
function runsAnyOf(group) {
  if (!existsSync('/proc/self/stat')) return signalGroup(group, 0);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => {
      const [state, , itsGroup] = statOf(pid);
      return Number(itsGroup) === group && state !== 'Z' && state !== 'X';
    });
}

/** State, parent and group of a process; nothing when it is gone. */
function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return [];
    throw error;
  }
}

/** False when there is nothing left in the group. */
function signalGroup(group, signal) {
  try {
    return process.kill(-group, signal);
  } catch (error) {
    if (error.code === 'ESRCH') return false;
    throw error;
  }
}
