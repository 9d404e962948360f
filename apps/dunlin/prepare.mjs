import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { INTERRUPTED, run, stopWhenLeftBehind, wasInterrupted } from './processes.mjs';

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
  stopWhenLeftBehind();
  try {
    requireNode();
    await install();
    await build();
  } catch (error) {
    if (wasInterrupted()) process.exit(INTERRUPTED);
    if (!(error instanceof Plain)) throw error;
    console.error(error.message);
    process.exit(1);
  }
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
  const wanted = hash([
    readFileSync(join(ROOT, 'package-lock.json')),
    process.version,
    process.platform,
    process.arch,
  ]);
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, 'utf8') === wanted) return;
  requireWritable();
  console.error('Installing dependencies …');
  // npm itself would try each of hundreds of packages for minutes.
  const online = (await npm(['view', 'zod', 'version', '--fetch-retries=1'], { stdio: 'ignore' })) === 0;
  // Not `ci`: it refuses a lock file that lacks another platform's optional packages, which no one here needs.
  const how = ['--no-save', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const code = await npm(
    ['install', ...how, ...(online ? [] : ['--offline'])],
    online ? {} : { stdio: 'ignore' },
  );
  if (code !== 0) throw new Plain(online ? NOT_INSTALLED : NOT_REACHED);
  writeFileSync(INSTALLED, wanted);
}

const NOT_INSTALLED = 'The dependencies could not be installed; what npm wrote above says why.';

const NOT_REACHED =
  'The dependencies are not installed yet, and the registry of npm packages cannot be reached. Check the network, ' +
  'or name your mirror (npm config set registry <address>) or proxy (npm config set https-proxy <address>), and ' +
  'start again.';

/** The npm that started us, so that its settings hold. */
function npm(args, options) {
  const program = process.env.npm_execpath;
  if (program) return run(process.execPath, [program, ...args], { cwd: ROOT, ...options });
  return run('npm', args, { cwd: ROOT, ...options }).catch(noNpm);
}

function noNpm(error) {
  if (error.code !== 'ENOENT') throw error;
  throw new Plain(
    'npm is missing; it comes with Node from https://nodejs.org (on Debian: apt-get install npm).',
  );
}

async function build() {
  const sources = fingerprint();
  if (existsSync(BUILT) && readFileSync(BUILT, 'utf8') === sources) return;
  requireWritable();
  console.error('Building …');
  rmSync(BUILT, { force: true });
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const code = await run(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: ROOT });
  if (code !== 0) throw new Plain('The sources do not compile; see above.');
  mkdirSync(dirname(BUILT), { recursive: true });
  writeFileSync(BUILT, sources);
}

function requireWritable() {
  for (const folder of [ROOT, join(ROOT, 'node_modules'), join(ROOT, 'dist')]) {
    if (!existsSync(folder)) continue;
    try {
      accessSync(folder, constants.W_OK);
    } catch {
      throw new Plain(
        `You may not write in ${folder}, which belongs to user ${statSync(folder).uid}, and Dunlin has to be installed ` +
          'or built there. Run this as that user, or clone Dunlin to a folder of your own.',
      );
    }
  }
}

/** Names, sizes and times of all sources: cheap, and different as soon as one changes. */
function fingerprint() {
  const found = [];
  const visit = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        visit(path);
      } else if (/\.(ts|json)$/.test(entry.name)) {
        const { size, mtimeMs } = statSync(path);
        found.push(`${path}\0${size}\0${mtimeMs}\n`);
      }
    }
  };
  for (const folder of ['apps', 'libs', 'test']) visit(join(ROOT, folder));
  const settings = ['tsconfig.json', 'tsconfig.build.json', 'package.json'];
  return hash([...found.sort(), ...settings.map((file) => readFileSync(join(ROOT, file)))]);
}

function hash(parts) {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest('hex');
}
