import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, type Program, startCommand } from './processes.js';

/** A Redis server of one's own; undefined when redis-server is not installed. */
export interface OwnRedis {
  url: string;
  program: Program;
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
  const program = startCommand(binary, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', directory]);
  await program.wrote('Ready to accept connections');
  return {
    url: `redis://127.0.0.1:${port}`,
    program,
    stop: async () => {
      await program.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
