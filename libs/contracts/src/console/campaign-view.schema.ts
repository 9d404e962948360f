import { z } from 'zod';
import { instantView } from './view-parts.schema.js';

const versionView = z.object({ id: z.uuid(), number: z.int(), publishedAt: instantView });

export const campaignView = z.object({
  id: z.uuid(),
  key: z.string(),
  name: z.string(),
  policies: z.array(z.string()),
  live: versionView.nullable().describe('The version that takes new cases in.'),
  pausedAt: instantView.nullable().describe('Since when its messages wait.'),
});
export type CampaignView = z.infer<typeof campaignView>;

export const campaignStory = campaignView.extend({
  versions: z.array(versionView),
  enrolments: z.object({ active: z.int(), parked: z.int(), ended: z.int() }),
});
export type CampaignStory = z.infer<typeof campaignStory>;

/** Campaigns as managers read and pause them. */
export abstract class CampaignBook {
  abstract list(): Promise<CampaignView[]>;
  abstract read(key: string): Promise<CampaignStory | null>;
  /**
   * Pauses a campaign, or lets it go on; null when there is none of the key. Messages that were not submitted yet
   * wait from the next batch on, since the sender reads the pause with the facts of each decision.
   */
  abstract setPaused(key: string, paused: boolean, actor: string): Promise<CampaignView | null>;
}
