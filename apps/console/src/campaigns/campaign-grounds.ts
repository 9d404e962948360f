import { join } from 'node:path';
import { soundSayings } from '#conversation';
import type { CampaignSurroundings } from '#domain';
import { readCampaignSurroundings, readPolicyPacks } from '#persistence';
import { loadSpokenWords, messageJudge, readTemplates } from '#templating';

/**
 * All that a campaign is checked against before it is published: what it may refer to, and what its policy packs ask of
 * the words that it sends. Reads and compiles the templates, which takes a second or two.
 * @param today ISO date; packs that ended before it are not asked
 */
export async function readCampaignGrounds(project: string, today: string): Promise<CampaignSurroundings> {
  const templates = join(project, 'templates');
  const [known, packs, set, words] = await Promise.all([
    readCampaignSurroundings(project),
    readPolicyPacks(join(project, 'campaigns', 'policies')),
    readTemplates(templates),
    loadSpokenWords(templates),
  ]);
  const calls = await soundSayings(join(templates, 'dialogues'), words);
  return { ...known, judgeMessage: messageJudge(set, { packs, today, calls }) };
}
