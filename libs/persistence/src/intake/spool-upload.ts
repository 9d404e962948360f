import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** An upload laid down where it can be read twice: once to check the whole, once to take it in. */
export interface SpooledUpload {
  readonly name: string | null;
  open(): AsyncIterable<Uint8Array>;
  /** Deletes it; the caller's `finally`, since it holds personal data. */
  remove(): Promise<void>;
}

/**
 * Writes a stream to a file that only this user may read, without ever holding more of it than a chunk.
 * @throws what the stream throws; nothing is left behind then
 */
export async function spoolUpload(
  body: AsyncIterable<Uint8Array>,
  name: string | null,
): Promise<SpooledUpload> {
  const directory = await mkdtemp(join(tmpdir(), 'dunlin-import-'));
  const remove = (): Promise<void> => rm(directory, { recursive: true, force: true });
  const path = join(directory, 'upload');
  try {
    await pipeline(Readable.from(body), createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    await remove();
    throw error;
  }
  return { name, open: () => createReadStream(path), remove };
}

/** A file of the machine, as the command line imports it; it is read in place. */
export function fileSource(path: string, name: string): { name: string; open(): AsyncIterable<Uint8Array> } {
  return { name, open: () => createReadStream(path, { highWaterMark: 64 * 1024 }) };
}
