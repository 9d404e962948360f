import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PlainError } from '#contracts';
import { type LateRates, parseLateRates } from '#domain';
import { type PlatformConfig, projectDirectory } from '#platform';

/** Rates of interest and compensation, read once at start. */
export const LATE_RATES = Symbol('late rates');

const FILE = join('campaigns', 'rates', 'pl.yaml');

/**
 * Reads the rates. In another clock than the real one, when all providers are on this machine, entries that are to be
 * confirmed count too: nobody can receive what they come to.
 * @throws PlainError when the file is not valid (I9)
 */
export async function readLateRates(config: Pick<PlatformConfig, 'clock'>): Promise<LateRates> {
  const text = await readFile(join(projectDirectory(), FILE), 'utf8');
  const parsed = parseLateRates(text, FILE, { acceptUnconfirmed: config.clock.mode !== 'real' });
  if (parsed.ok) return parsed.rates;
  const faults = parsed.faults.map(({ file, line, path, message }) => `${file}:${line} ${path}: ${message}`);
  throw new PlainError(`The rates cannot be used:\n${faults.join('\n')}`);
}
