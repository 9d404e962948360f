import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PolicyPack, policyPackSchema } from '#domain';
import { parse } from 'yaml';

/**
 * Reads every policy pack under a folder.
 * @throws Error naming file and fault when one is not valid (I9)
 */
export async function readPolicyPacks(folder: string): Promise<PolicyPack[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(
    files.map(async (name) => {
      const parsed = policyPackSchema.safeParse(parse(await readFile(join(folder, name), 'utf8')));
      if (parsed.success) return parsed.data;
      const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
      throw new Error(`policy pack ${name} is not valid: ${faults.join('; ')}`);
    }),
  );
}
