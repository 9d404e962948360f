import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HandOffDestination } from '#contracts';
import { type CampaignSurroundings, channels, familySubjects, type FamilyTraits, stages } from '#domain';
import { parse } from 'yaml';
import { z } from 'zod';
import { readHandOffDestinations } from '../hand-offs/destination-files.js';
import { readPolicyPacks } from './policy-pack-files.js';

/**
 * What campaigns of an installation may refer to: the template families, policy packs and destinations of
 * hand-offs that lie in its folders.
 * @param project the folder that holds `templates/` and `campaigns/`
 * @throws Error naming file and fault when a policy pack is not valid
 */
export async function readCampaignSurroundings(project: string): Promise<CampaignSurroundings> {
  const [templateFamilies, letters, packs, destinations] = await Promise.all([
    familiesUnder(join(project, 'templates')),
    foldersUnder(join(project, 'templates', 'letters')).catch(noneIfMissing),
    readPolicyPacks(join(project, 'campaigns', 'policies')),
    readHandOffDestinations(join(project, 'campaigns', 'hand-offs')),
  ]);
  return {
    templateFamilies,
    policyPacks: new Set(packs.map((pack) => pack.id)),
    handOffs: new Set(destinations.map(({ key }) => key)),
    letterHandOffs: lettersOf(destinations),
    letters: new Set(letters),
  };
}

/** Several creditors may each have a destination of one key. */
function lettersOf(destinations: readonly HandOffDestination[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const each of destinations)
    if (each.kind === 'letters') found.set(each.key, [...(found.get(each.key) ?? []), each.letter]);
  return found;
}

function noneIfMissing(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}

async function foldersUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

/** All that campaigns ask of a family; its texts are read, and linted, by those who render them. */
const metaSchema = z.object({
  about: z.enum(familySubjects).default('case'),
  stages: z.array(z.enum(stages)),
  channels: z.array(z.string()),
});
const ANYTHING: FamilyTraits = { about: 'case', stages: [], channels };

/** A family is a folder with a meta.yaml beside its languages; dialogues and shared parts have none. */
async function familiesUnder(folder: string): Promise<Map<string, FamilyTraits>> {
  const families = await Promise.all(
    (await foldersUnder(folder)).map(async (name): Promise<[string, FamilyTraits][]> => {
      const meta = await readMeta(join(folder, name, 'meta.yaml'));
      if (meta === null) return [];
      const parsed = metaSchema.safeParse(parse(meta));
      // What is wrong with the file the linter says; the campaign that names the family is not at fault.
      return [[name, parsed.success ? parsed.data : ANYTHING]];
    }),
  );
  return new Map(families.flat());
}

async function readMeta(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    // Not there, or not for us: no campaign can use it either way.
    return null;
  }
}
