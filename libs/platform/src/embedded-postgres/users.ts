import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processIdentity } from './process-identity.js';

/** `start` runs services and there is one of it; commands come and go beside it. */
export type Role = 'start' | 'command';

export interface User {
  readonly pid: number;
  readonly identity: string;
  readonly role: Role;
}

/** The processes that use the embedded database of one data directory; the last to leave stops it. */
export class Users {
  private readonly folder: string;

  constructor(dataDirectory: string) {
    this.folder = join(dataDirectory, 'run');
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  enter(role: Role): void {
    const user: User = {
      pid: process.pid,
      identity: processIdentity(process.pid) ?? String(process.pid),
      role,
    };
    writeFileSync(this.file(process.pid), JSON.stringify(user), { mode: 0o600 });
  }

  leave(): void {
    rmSync(this.file(process.pid), { force: true });
  }

  /** Those that still run; the files of those that were killed are removed. */
  present(): User[] {
    return readdirSync(this.folder)
      .filter((name) => /^\d+\.json$/.test(name))
      .flatMap((name) => {
        const user = readUser(join(this.folder, name));
        if (user && processIdentity(user.pid) === user.identity) return [user];
        rmSync(join(this.folder, name), { force: true });
        return [];
      });
  }

  /** Runs work while no other process enters or leaves. */
  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    const lock = join(this.folder, 'lock');
    const mine = processIdentity(process.pid) ?? String(process.pid);
    while (!this.tryLock(lock, mine)) await new Promise((resolve) => setTimeout(resolve, 50));
    try {
      return await work();
    } finally {
      rmSync(lock, { force: true });
    }
  }

  private tryLock(lock: string, mine: string): boolean {
    try {
      writeFileSync(lock, mine, { flag: 'wx', mode: 0o600 });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = readIfThere(lock);
    // Just made and not written yet, or just removed: look again. A holder that was killed is forgotten.
    if (holder && processIdentity(Number.parseInt(holder, 10)) !== holder) rmSync(lock, { force: true });
    return false;
  }

  private file(pid: number): string {
    return join(this.folder, `${pid}.json`);
  }
}

function readUser(file: string): User | undefined {
  const text = readIfThere(file);
  return text ? (JSON.parse(text) as User) : undefined;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
