import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** After a test run: nothing is left running, nothing is left behind. */
export default async function end() {
  const folder = process.env.DUNLIN_TEST_RUN;
  if (!folder) return;
  const pidFile = join(folder, 'postgres', 'postmaster.pid');
  if (existsSync(pidFile)) {
    const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
    try {
      process.kill(pid, 'SIGQUIT');
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
    for (let waited = 0; existsSync(pidFile) && waited < 10_000; waited += 50) await sleep(50);
  }
  rmSync(folder, { recursive: true, force: true });
}
