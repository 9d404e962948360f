import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type HandOffDestination, handOffDestinationSchema, PlainError } from '#contracts';
import { parse } from 'yaml';

/**
 * Reads every destination of hand-offs under a folder; none when there is no such folder.
 * @throws PlainError naming file and fault when one is not valid, or two are the same destination (I9)
 */
export async function readHandOffDestinations(folder: string): Promise<HandOffDestination[]> {
  const seen = new Map<string, string>();
  const all: HandOffDestination[] = [];
  for (const name of await yamlFilesIn(folder)) {
    const destination = readOne(name, await readFile(join(folder, name), 'utf8'));
    const { key, creditor } = destination;
    const whole = `${key} of ${creditor ?? 'every creditor'}`;
    const other = seen.get(whole);
    if (other !== undefined)
      throw new PlainError(`hand-offs: ${whole} is in ${other} and in ${name}; take one out`);
    seen.set(whole, name);
    all.push(destination);
  }
  return all;
}

function readOne(name: string, yaml: string): HandOffDestination {
  const parsed = handOffDestinationSchema.safeParse(parse(yaml));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  throw new PlainError(`the destination hand-offs/${name} is not valid: ${faults.join('; ')}`);
}

async function yamlFilesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
