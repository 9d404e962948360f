import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** dist/, where the compiled programs are, also for a test that runs from the sources. */
export const DIST = basename(root) === 'dist' ? root : join(root, 'dist');

const { flags } = JSON.parse(readFileSync(join(DIST, '../apps/dunlin/node-flags.json'), 'utf8')) as {
  flags: Record<string, string>;
};
/** How Node runs every program, the same as with `npm start`. */
export const NODE_FLAGS = Object.keys(flags);

/** A program of ours running as a process of its own. */
export interface Program {
  child: ChildProcess;
  /** Everything it wrote so far, for the message when something fails. */
  output(): string;
  /** Resolves when a line containing text was written; rejects when the program ends first. */
  wrote(text: string, withinMs?: number): Promise<string>;
  /** Asks it to stop and waits; kills it when it does not. */
  stop(withinMs?: number): Promise<void>;
  /** SIGKILL: as a machine that loses power. */
  kill(): Promise<void>;
}

/** A port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Starts a compiled program (path under dist/) with Node, as `npm start` does. */
export function startProgram(path: string, args: string[], env: Record<string, string>): Program {
  return startCommand(process.execPath, [...NODE_FLAGS, join(DIST, path), ...args], env);
}

/** What this process started and what still runs; it ends with this process, however that ends. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts any command. */
export function startCommand(command: string, args: string[], env: Record<string, string> = {}): Program {
  const child = spawn(command, args, {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let text = '';
  const listeners = new Set<() => void>();
  const hear = (chunk: Buffer): void => {
    text = (text + chunk.toString('utf8')).slice(-200_000);
    for (const listener of [...listeners]) listener();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    child,
    output: () => text,
    wrote: (wanted, withinMs = 60_000) =>
      new Promise((resolve, reject) => {
        const finish = (error?: Error, line = ''): void => {
          listeners.delete(look);
          clearTimeout(timer);
          if (error) reject(error);
          else resolve(line);
        };
        const timer = setTimeout(
          () => finish(new Error(`"${wanted}" was not written within ${withinMs} ms:\n${text}`)),
          withinMs,
        );
        const look = (): void => {
          const line = text.split('\n').find((candidate) => candidate.includes(wanted));
          if (line !== undefined) finish(undefined, line);
        };
        listeners.add(look);
        void ended.then(() => finish(new Error(`${command} ${args.join(' ')} ended early:\n${text}`)));
        look();
      }),
    stop: async (withinMs = 15_000) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), withinMs);
      await ended;
      clearTimeout(timer);
    },
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await ended;
    },
  };
}
