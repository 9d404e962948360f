import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CampaignSurroundings } from '#domain';
import { readPolicyPacks } from './policy-pack-files.js';

/**
 * What campaigns of an installation may refer to: the template families and policy packs that lie in its folders.
 * @param project the folder that holds `templates/` and `campaigns/`
 * @throws Error naming file and fault when a policy pack is not valid
 */
export async function readCampaignSurroundings(project: string): Promise<CampaignSurroundings> {
  const [templateFamilies, packs] = await Promise.all([
    familiesUnder(join(project, 'templates')),
    readPolicyPacks(join(project, 'campaigns', 'policies')),
  ]);
  return { templateFamilies, policyPacks: new Set(packs.map((pack) => pack.id)) };
}

/** A family is a folder with a meta.yaml beside its languages; dialogues and shared parts have none. */
async function familiesUnder(folder: string): Promise<Set<string>> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const families = await Promise.all(
    names.map(async (name) => ((await exists(join(folder, name, 'meta.yaml'))) ? [name] : [])),
  );
  return new Set(families.flat());
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    // Not there, or not for us: no campaign can use it either way.
    return false;
  }
}
