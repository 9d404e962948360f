import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, type Program, startProgram } from '../harness/processes.js';

/** What the port says while a start is under way. */
type Moment = 'preparing' | 'ready';

const directory = mkdtempSync(join(tmpdir(), 'dunlin-broken-off-'));
// As root the database runs as a user of its own, which must be able to pass through.
chmodSync(directory, 0o755);

afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function reached(port: number, moment: Moment, program: Program): Promise<void> {
  while (program.child.exitCode === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (answer !== undefined && (moment === 'preparing' || answer.ok)) return;
    await sleep(20);
  }
}

/** Starts everything as a new user does, and asks it to stop some milliseconds after a moment. */
async function breakOff(moment: Moment, afterMs: number): Promise<{ output: string; code: number | null }> {
  const port = await freePort();
  const program = startProgram('apps/dunlin/src/main.js', [], {
    DUNLIN_DATA: join(directory, 'data'),
    PORT: String(port),
    LOG_LEVEL: 'warn',
  });
  await reached(port, moment, program);
  await sleep(afterMs);
  await program.stop(60_000);
  return { output: program.output(), code: program.child.exitCode };
}

const IN_GOOD_ORDER = 'Stopping …\nStopped. Everything is kept for the next start.\n';

describe('a start that is broken off', () => {
  it('ends in good order while the database is being prepared', async () => {
    const { output, code } = await breakOff('preparing', 200);
    expect(output.trimStart()).toBe(IN_GOOD_ORDER);
    expect(code).toBe(0);
  });

  it('ends in good order while the demo is being loaded, which the next start completes', async () => {
    const { output, code } = await breakOff('ready', 0);
    expect(output).toContain(IN_GOOD_ORDER);
    expect(output).not.toContain('Dunlin is ready');
    expect(output).not.toMatch(/error|57P01/i);
    expect(code).toBe(0);
    expect(existsSync(join(directory, 'data', 'postgres', 'postmaster.pid'))).toBe(false);
  });
});
