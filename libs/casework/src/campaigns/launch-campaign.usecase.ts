import type { CampaignStore, PublishedVersion } from '#contracts';
import { type CampaignFault, type CampaignSurroundings, parseCampaign } from '#domain';
import { enrolCases } from './enrol-cases.js';

export interface LaunchCampaign {
  /** The campaign file's text, and its name for faults to point at. */
  source: string;
  fileName: string;
  /** What else a campaign may refer to: template families, policy packs, channels. */
  known: CampaignSurroundings;
  /** Business instant, epoch ms. */
  now: number;
  /** Who launches it. */
  actor: string;
  /** Whether cases under way go on in this version, those whose next step it has; else they stay in theirs. */
  follow?: boolean;
}

export type LaunchCampaignResult =
  | { outcome: 'launched'; version: PublishedVersion; enrolled: number; followed: number }
  | { outcome: 'invalid'; faults: readonly CampaignFault[] };

/** Publishes a campaign file and enrols every case that it is for. The same file again enrols only what is new. */
export async function launchCampaign(
  store: CampaignStore,
  command: LaunchCampaign,
): Promise<LaunchCampaignResult> {
  const { source, fileName, known, now, actor } = command;
  const parsed = parseCampaign(source, fileName, known);
  if ('faults' in parsed) return { outcome: 'invalid', faults: parsed.faults };
  const version = await store.publish(parsed.campaign, source, { at: now, by: actor });
  const { launchedAt } = version;
  const live = {
    campaignId: version.campaignId,
    versionId: version.versionId,
    source,
    launchedAt,
    paused: false,
  };
  const { campaignId, versionId } = version;
  const steps = parsed.campaign.steps.map(({ key }) => key);
  const followed = command.follow === true ? await store.follow(campaignId, versionId, steps) : 0;
  return { outcome: 'launched', version, enrolled: await enrolCases(store, live, now), followed };
}
