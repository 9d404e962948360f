import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError } from '#contracts';
import { freePort } from './free-port.js';
import { initialise, isInitialised, OWNER } from './initialise.js';
import { place, type Placement } from './placement.js';
import {
  clearStalePidFile,
  type Postmaster,
  runningPostmaster,
  signalPostmaster,
  stopPostmaster,
} from './postmaster.js';
import { serverSettings } from './server-settings.js';

export interface ClusterOptions {
  /** Folder that holds the cluster, its log, and the note of its port and password. */
  readonly directory: string;
  /** False trades safety against a crash for speed; for clusters that are thrown away. */
  readonly durable: boolean;
  /** Further server settings, by name. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A Postgres server that runs on this machine for us alone. It outlives the process that started it. */
export interface Cluster {
  readonly pid: number;
  readonly port: number;
  /** Address of one of its databases; `dunlin` is there from the start. */
  url(database?: string): string;
  stop(): Promise<void>;
  /** Asks it to stop, and does not wait. */
  askToStop(): void;
}

interface Note {
  port: number;
  password: string;
}

const START_PATIENCE_MS = 60_000;
const SHUTDOWN_REMNANT_MS = 15_000;

/** Starts the cluster of a folder, making it first if need be; one that runs already is taken as it is. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const where = place(join(options.directory, 'postgres'));
  const noteFile = join(options.directory, 'postgres.json');
  const note = readNote(noteFile) ?? { port: 0, password: randomBytes(18).toString('hex') };
  const running = runningPostmaster(where.data);
  if (running) return cluster(await untilReady(where.data, running.pid, options), note.password);

  const initialised = isInitialised(where.data);
  if (initialised && !existsSync(noteFile)) {
    throw new PlainError(
      `${noteFile} is missing, and with it the password of the data beside it. Put it back.`,
    );
  }
  if (!initialised) {
    writeNote(noteFile, note);
    await initialise(where, note.password, options.durable);
  }
  const port = await freePort(note.port);
  if (port !== note.port) writeNote(noteFile, { ...note, port });
  return cluster(await launch(where, port, options), note.password);
}

function cluster(postmaster: Postmaster, password: string): Cluster {
  const { pid, port } = postmaster;
  return {
    pid,
    port,
    url: (database = OWNER) => `postgres://${OWNER}:${password}@127.0.0.1:${port}/${database}`,
    stop: () => stopPostmaster(pid),
    askToStop: () => void signalPostmaster(pid, 'SIGINT'),
  };
}

/** Starts the server; after a crash its last processes may need a moment to let go of the shared memory. */
async function launch(where: Placement, port: number, options: ClusterOptions): Promise<Postmaster> {
  const end = Date.now() + SHUTDOWN_REMNANT_MS;
  for (;;) {
    clearStalePidFile(where.data);
    const from = logSize(options);
    const child = spawnServer(where, port, options);
    const ended = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    const pid = child.pid;
    const ready =
      pid === undefined ? undefined : await Promise.race([untilReady(where.data, pid, options), ended]);
    if (ready) return ready;
    const said = logSince(options, from);
    if (!/shared memory block|is another postmaster/.test(said) || Date.now() > end) {
      throw new PlainError(`Postgres did not start on ${where.data}:\n${said.trim() || 'It said nothing.'}`);
    }
    await pause(250);
  }
}

/** In a session of its own, so that Ctrl-C reaches us first and we end what is under way before it stops. */
function spawnServer(where: Placement, port: number, options: ClusterOptions): ChildProcess {
  const log = openSync(logFile(options), 'a', 0o600);
  try {
    const settings = { ...serverSettings(options.durable), ...options.settings, port: String(port) };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(join(where.binaries, 'bin', 'postgres'), ['-D', where.data, ...flags], {
      ...where.account,
      cwd: '/',
      detached: true,
      env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', log, log],
    });
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

async function untilReady(data: string, pid: number, options: ClusterOptions): Promise<Postmaster> {
  const end = Date.now() + START_PATIENCE_MS;
  while (Date.now() < end) {
    const postmaster = runningPostmaster(data);
    if (postmaster?.pid === pid && postmaster.ready) return postmaster;
    await pause(20);
  }
  throw new PlainError(
    `Postgres is not ready after ${START_PATIENCE_MS / 1000} s; see ${logFile(options)} and try again.`,
  );
}

function logFile(options: ClusterOptions): string {
  return join(options.directory, 'postgres.log');
}

function logSize(options: ClusterOptions): number {
  return statSync(logFile(options), { throwIfNoEntry: false })?.size ?? 0;
}

function logSince(options: ClusterOptions, from: number): string {
  return existsSync(logFile(options)) ? readFileSync(logFile(options)).subarray(from).toString('utf8') : '';
}

function readNote(file: string): Note | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Note) : undefined;
}

function writeNote(file: string, note: Note): void {
  writeFileSync(file, `${JSON.stringify(note)}\n`, { mode: 0o600 });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
