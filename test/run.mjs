import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { prepare, ROOT } from '../apps/dunlin/prepare.mjs';
import { run } from '../apps/dunlin/processes.mjs';
import { beginTestRun, endTestRun } from './setup/test-run.mjs';

/**
 * `npm test [-- <jest arguments>]`, `npm run test:full`: installs what the tests need, builds, and runs them. Ends
 * with Jest's own summary and exit code.
 */
const full = process.argv.includes('--full');
const passed = process.argv.slice(2).filter((argument) => argument !== '--full');

/** Programs of the system that some tests drive, and where Debian puts them. */
const PROGRAMS = [
  {
    package: 'chromium',
    for: 'the browser tests',
    places: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  },
  {
    package: 'redis-server',
    for: 'the tests on Redis',
    places: ['/usr/bin/redis-server', '/usr/local/bin/redis-server', '/opt/homebrew/bin/redis-server'],
  },
];

function missing() {
  return PROGRAMS.filter((program) => !program.places.some((place) => existsSync(place)));
}

function installMissing() {
  const wanted = missing();
  if (wanted.length === 0) return;
  const names = wanted.map((program) => program.package);
  const isRoot = process.getuid?.() === 0;
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    console.log(`Installing ${names.join(' and ')} …`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env });
    spawnSync('apt-get', ['install', '-y', '-qq', ...names], { stdio: ['ignore', 'ignore', 'inherit'], env });
  }
  const still = missing();
  if (still.length === 0) return;
  for (const program of still) console.error(`${program.package} is missing; ${program.for} need it.`);
  console.error(
    `Install it and run npm test again. On Debian or Ubuntu: sudo apt-get install ${still.map((p) => p.package).join(' ')}`,
  );
  process.exit(1);
}

await prepare();
installMissing();
const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];
// After what was passed on: as an option of several values it would take paths that follow for its own.
const scope = full ? [] : ['--testPathIgnorePatterns', '/full/'];
const folder = beginTestRun();
const env = { ...process.env, DUNLIN_TEST_RUN: folder };
// In a group of its own, so that programs which tests started end with it, however it ends.
const code = await run(process.execPath, [...jest, ...passed, ...scope], { cwd: ROOT, env, detached: true });
// Jest cleans up after itself unless it was interrupted.
await endTestRun(folder);
process.exit(code);
