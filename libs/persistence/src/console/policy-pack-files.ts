import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PlainError } from '#contracts';
import { checkPolicyPacks, type PolicyPack, policyPackSchema } from '#domain';
import { parse } from 'yaml';

/**
 * Reads every policy pack under a folder. A pack may have several files, one for each of its versions, whose days in
 * force do not overlap.
 * @throws PlainError naming file and fault when one is not valid (I9)
 */
export async function readPolicyPacks(folder: string): Promise<PolicyPack[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  const packs = await Promise.all(
    files.map(async (name) => {
      const parsed = policyPackSchema.safeParse(parse(await readFile(join(folder, name), 'utf8')));
      if (parsed.success) return parsed.data;
      throw invalid(name, parsed.error.issues);
    }),
  );
  const [first] = checkPolicyPacks(packs);
  if (first === undefined) return packs;
  const [index, ...path] = first.path;
  throw invalid(files[Number(index)] ?? folder, [{ path, message: first.message }]);
}

function invalid(
  name: string,
  faults: readonly { path: readonly PropertyKey[]; message: string }[],
): PlainError {
  const words = faults.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  return new PlainError(`policy pack ${name} is not valid: ${words.join('; ')}`);
}
