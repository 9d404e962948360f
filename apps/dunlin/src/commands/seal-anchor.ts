import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { PlainError, type SealHead } from '#contracts';

const anchorSchema = z.object({
  heads: z.array(
    z.object({ creditorId: z.uuid(), second: z.int(), hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  ),
});

/**
 * The newest seals as an earlier audit noted them in a file; null while there is no such file.
 * @throws PlainError when the file holds something else: a damaged note must not count as none
 */
export async function readAnchor(file: string): Promise<SealHead[] | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    if (code === 'EISDIR') throw new PlainError(`${file} is a folder; name a file.`);
    throw new PlainError(`${file} cannot be read: ${(error as Error).message}`);
  }
  try {
    return anchorSchema.parse(JSON.parse(text)).heads;
  } catch {
    throw new PlainError(
      `${file} is no note of seals as "verify-audit --anchor" writes it. Restore it from a copy, or name another file to begin a new one.`,
    );
  }
}

/** Notes the newest seals, in one step: a file half written would count as damaged. */
export async function writeAnchor(file: string, heads: readonly SealHead[]): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify({ heads }, null, 2)}\n`);
  await rename(`${file}.new`, file);
}
