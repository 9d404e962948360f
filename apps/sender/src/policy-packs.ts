import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PolicyPack, policyPackSchema } from '#domain';
import { parse } from 'yaml';

export type PolicyPacks = readonly PolicyPack[];
export const POLICY_PACKS = Symbol('POLICY_PACKS');

/** Reads every pack under a folder. One that is not valid stops the start, naming file and fault (I9). */
export async function readPolicyPacks(folder: string): Promise<PolicyPacks> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(
    files.map(async (name) => {
      const parsed = policyPackSchema.safeParse(parse(await readFile(join(folder, name), 'utf8')));
      if (parsed.success) return parsed.data;
      const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
      throw new Error(`campaigns/policies/${name} is not a valid policy pack: ${faults.join('; ')}`);
    }),
  );
}
