import { createReadStream, existsSync } from 'node:fs';
import { appendFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Logger } from '@nestjs/common';

const FLUSH_MS = 200;

/**
 * History on disk, one JSON value a line, appended a few times a second. A line cut short by a kill is the last one
 * and is left out when reading.
 */
export class Journal<Entry> {
  private readonly path: string;
  private buffer: string[] = [];
  private readonly logger = new Logger('sandbox.journal');
  private torn = false;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();
  /** Lines in the file, to know when it is worth rewriting. */
  lines = 0;

  constructor(
    private readonly directory: string,
    name: string,
  ) {
    this.path = join(directory, name);
  }

  async *read(): AsyncGenerator<Entry> {
    if (!existsSync(this.path)) return;
    for await (const line of createInterface({
      input: createReadStream(this.path, 'utf8'),
      crlfDelay: Infinity,
    })) {
      this.lines++;
      const entry = parseLine<Entry>(line);
      // What is appended next must not be joined to a line that was cut short.
      if (entry === undefined) this.torn = true;
      else yield entry;
    }
  }

  append(entry: Entry): void {
    this.buffer.push(JSON.stringify(entry));
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_MS).unref();
  }

  /** Puts these entries in the place of everything written so far. */
  async rewrite(entries: Iterable<Entry>): Promise<void> {
    await this.flush();
    const lines = Array.from(entries, (entry) => JSON.stringify(entry));
    await mkdir(this.directory, { recursive: true });
    await writeFile(`${this.path}.new`, lines.map((line) => `${line}\n`).join(''));
    await rename(`${this.path}.new`, this.path);
    this.lines = lines.length;
  }

  async erase(): Promise<void> {
    this.buffer = [];
    await this.flush();
    await rm(this.path, { force: true });
    this.lines = 0;
  }

  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const lines = this.buffer;
    this.buffer = [];
    if (lines.length > 0) {
      if (this.torn) lines.unshift('');
      this.torn = false;
      this.lines += lines.length;
      this.writing = this.writing
        .then(async () => {
          await mkdir(this.directory, { recursive: true });
          await appendFile(this.path, lines.map((line) => `${line}\n`).join(''));
        })
        .catch((error: unknown) => this.logger.warn(`history could not be written: ${String(error)}`));
    }
    return this.writing;
  }
}

function parseLine<Entry>(line: string): Entry | undefined {
  if (!line.endsWith('}')) return undefined;
  try {
    return JSON.parse(line) as Entry;
  } catch (error) {
    if ((error as Error).name === 'SyntaxError') return undefined;
    throw error;
  }
}
