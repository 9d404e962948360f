import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Makes a checkout ready to run: dependencies installed, sources compiled. Needs nothing but Node, since it runs
 * before anything is installed.
 */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const OLDEST_NODE = [20, 19];
/** What was installed and built last, by content; kept where both go when they are removed. */
const INSTALLED = join(ROOT, 'node_modules', '.dunlin-installed');
const BUILT = join(ROOT, 'dist', '.built');

/** Something that whoever started this can put right. */
class Plain extends Error {}

export async function prepare() {
  try {
    requireNode();
    await install();
    await build();
  } catch (error) {
    if (!(error instanceof Plain)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

/** Runs a command with our standard output; resolves to its exit code. Signals reach it by the terminal itself. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    const pass = (signal) => child.kill(signal);
    process.on('SIGTERM', pass);
    process.on('SIGINT', () => undefined);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      process.off('SIGTERM', pass);
      resolve(code ?? (signal ? 1 : 0));
    });
  });
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new Plain(
    `Dunlin needs Node ${OLDEST_NODE.join('.')} or newer, and this is ${process.versions.node}. ` +
      "Get it from https://nodejs.org or by your system's packages.",
  );
}

async function install() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .update(process.version)
    .digest('hex');
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, 'utf8') === wanted) return;
  console.log('Installing dependencies …');
  const npm = process.env.npm_execpath;
  // Not `ci`: it refuses a lock file that lacks another platform's optional packages, which no one here needs.
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const code = npm
    ? await run(process.execPath, [npm, ...args], { cwd: ROOT })
    : await run('npm', args, { cwd: ROOT });
  if (code !== 0) {
    throw new Plain(
      'The dependencies could not be installed; what npm wrote above says why. Usual reasons: no network, or no ' +
        `right to write to ${ROOT}.`,
    );
  }
  writeFileSync(INSTALLED, wanted);
}

async function build() {
  const sources = fingerprint();
  if (existsSync(BUILT) && readFileSync(BUILT, 'utf8') === sources) return;
  console.log('Building …');
  const code = await run(
    process.execPath,
    [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'],
    { cwd: ROOT },
  );
  if (code !== 0) throw new Plain('The sources do not compile; see above.');
  mkdirSync(dirname(BUILT), { recursive: true });
  writeFileSync(BUILT, sources);
}

/** Names, sizes and times of all sources: cheap, and different as soon as one changes. */
function fingerprint() {
  const hash = createHash('sha256');
  const visit = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        visit(path);
      } else if (/\.(ts|json)$/.test(entry.name)) {
        const { size, mtimeMs } = statSync(path);
        hash.update(`${path}\0${size}\0${mtimeMs}\n`);
      }
    }
  };
  for (const folder of ['apps', 'libs', 'test']) visit(join(ROOT, folder));
  for (const file of ['tsconfig.json', 'tsconfig.build.json', 'package.json'])
    hash.update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}
