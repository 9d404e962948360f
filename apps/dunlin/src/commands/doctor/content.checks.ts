import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatFault, parseCampaign } from '#domain';
import { loadTemplates } from '#templating';
import { dayOf, readCampaignGrounds } from '../campaign-grounds.js';
import { fault, type Finding, well } from './finding.js';

/** Templates, policies and campaigns as they lie in the project's folders. */
export async function lookAtContent(project: string): Promise<Finding[]> {
  return [await templates(project), ...(await campaigns(project))];
}

async function templates(project: string): Promise<Finding> {
  try {
    const { families } = await loadTemplates(join(project, 'templates'));
    return well('templates', `${[...families].length} families, each in every language`);
  } catch (error) {
    return fault('templates', 'are not valid', firstLines((error as Error).message));
  }
}

async function campaigns(project: string): Promise<Finding[]> {
  let known;
  try {
    known = await readCampaignGrounds(project, dayOf());
  } catch (error) {
    return [fault('policies', 'are not valid', firstLines((error as Error).message))];
  }
  const folder = join(project, 'campaigns');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml'));
  const found = await Promise.all(
    files.map(async (file): Promise<Finding> => {
      const parsed = parseCampaign(await readFile(join(folder, file), 'utf8'), `campaigns/${file}`, known);
      if (!('faults' in parsed)) return well(`campaigns/${file}`, `${parsed.campaign.steps.length} steps`);
      const [first] = parsed.faults;
      return fault(
        `campaigns/${file}`,
        `${parsed.faults.length} faults`,
        first === undefined ? 'Run dunlin validate.' : formatFault(first),
      );
    }),
  );
  return [well('policies', `${known.policyPacks?.size ?? 0} packs`), ...found];
}

function firstLines(text: string): string {
  return text.split('\n').slice(0, 4).join('\n    ');
}
