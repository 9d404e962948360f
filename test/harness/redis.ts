import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, type Program, startCommand } from './processes.js';

/** A Redis server of one's own; undefined when redis-server is not installed. */
export interface OwnRedis {
  url: string;
  program: Program;
  /** FLUSHALL: everything that was in it is gone. */
  empty(): Promise<void>;
  stop(): Promise<void>;
}

const PLACES = ['/usr/bin/redis-server', '/usr/local/bin/redis-server', '/opt/homebrew/bin/redis-server'];

export function redisInstalled(): boolean {
  return PLACES.some((place) => existsSync(place));
}

export async function startRedis(): Promise<OwnRedis> {
  const binary = PLACES.find((place) => existsSync(place));
  if (!binary) throw new Error('redis-server is not installed; on Debian: apt-get install redis-server');
  const port = await freePort();
  const directory = mkdtempSync(join(tmpdir(), 'dunlin-redis-'));
  const program = startCommand(binary, [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    directory,
  ]);
  await program.wrote('Ready to accept connections');
  return {
    url: `redis://127.0.0.1:${port}`,
    program,
    empty: () => command(port, 'FLUSHALL'),
    stop: async () => {
      await program.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Redis takes plain words on a line and answers +OK. */
async function command(port: number, words: string): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.write(`${words}\r\n`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  if (!answer.toString().startsWith('+OK'))
    throw new Error(`Redis answered ${answer.toString()} to ${words}.`);
}
