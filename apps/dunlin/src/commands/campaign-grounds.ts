import { join } from 'node:path';
import { soundSayings } from '#conversation';
import type { CampaignSurroundings, MessageJudge, PolicyPack } from '#domain';
import { readCampaignSurroundings, readPolicyPacks } from '#persistence';
import { loadSpokenWords, messageJudge, readTemplates, type TemplateSet } from '#templating';

/**
 * All that a campaign is checked against before it is published: what it may refer to, and what its policy packs ask of
 * the words that it sends. Reads and compiles the templates, which takes a second or two.
 * @param today ISO date; packs that ended before it are not asked
 */
export async function readCampaignGrounds(project: string, today: string): Promise<CampaignSurroundings> {
  const templates = join(project, 'templates');
  const [known, packs, set] = await Promise.all([
    readCampaignSurroundings(project),
    readPolicyPacks(join(project, 'campaigns', 'policies')),
    readTemplates(templates),
  ]);
  return { ...known, judgeMessage: await judgeOf(templates, set, packs, today) };
}

/** What packs have against the words of templates, and of the dialogues that lie beside them. */
export async function judgeOf(
  templates: string,
  set: TemplateSet,
  packs: readonly PolicyPack[],
  today: string,
): Promise<MessageJudge> {
  const calls = await soundSayings(join(templates, 'dialogues'), await loadSpokenWords(templates));
  return messageJudge(set, { packs, today, calls });
}

/** The day of an instant, in UTC; of this machine's clock for checks that need no installation. */
export function dayOf(instant = Date.now()): string {
  return new Date(instant).toISOString().slice(0, 10);
}
