import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startProgram } from '../harness/processes.js';

const directory = mkdtempSync(join(tmpdir(), 'dunlin-first-start-'));
// As root the database runs as a user of its own, which must be able to pass through.
chmodSync(directory, 0o755);
const data = join(directory, 'data');

afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Starts the console alone, which loads no demo, and stops it once it has told that it is ready. */
async function outputOfStart(): Promise<string> {
  const program = startProgram('apps/dunlin/src/main.js', [], {
    DUNLIN_DATA: data,
    DUNLIN_SERVICES: 'console',
    PORT: String(await freePort()),
    LOG_LEVEL: 'warn',
  });
  await program.wrote('Ctrl-C stops it', 120_000);
  await program.stop(60_000);
  return program.output();
}

describe('the first start', () => {
  it('prints the API key that it made, and tells where it is kept; no later one prints it', async () => {
    const first = await outputOfStart();
    const key = readFileSync(join(data, 'api-key'), 'utf8').trim();
    expect(first).toContain(`  API key        ${key} (kept in ${data})\n`);
    const second = await outputOfStart();
    expect(second).toContain('Dunlin is ready');
    expect(second).not.toContain(key);
  }, 180_000);
});
