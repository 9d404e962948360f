import type { CampaignStore } from '#contracts';
import {
  type Campaign,
  type CampaignChange,
  type CampaignFault,
  type CampaignSurroundings,
  compareCampaigns,
  DAY_MS,
  parseCampaign,
} from '#domain';
import { previewEntrants } from './preview-entrants.js';

export interface PreviewLaunch {
  source: string;
  fileName: string;
  known: CampaignSurroundings;
  /** Business instant, epoch ms. */
  now: number;
}

/** Where cases stand in a campaign, step by step. */
export interface StepStanding {
  /** Null: they have not entered the first step yet. */
  step: string | null;
  /** Cases for which it comes next. */
  cases: number;
  /** Those of them that rest, held or with an agent: it comes when they are let go on. */
  parked: number;
  /** Those of the others for which it comes within seven days. */
  withinWeek: number;
  /** Whether they are contacted then. */
  contacts: boolean;
  /** Whether the new version lacks the step: such cases stay in theirs, also when the others follow. */
  removed: boolean;
}

export interface LaunchPreview {
  key: string;
  /** Version that takes cases in now; null where there is none yet. */
  liveVersion: number | null;
  /** What differs from it. */
  changes: readonly CampaignChange[];
  /** Cases that would enter at once. */
  entrants: number;
  /** Those of them that would be contacted within seven days, if nothing happened and policy put nothing off. */
  contactedWithinWeek: number;
  /** The same by the step that would contact them first, in the order of the steps. */
  firstContacts: readonly { step: string; cases: number }[];
  standing: readonly StepStanding[];
}

export type PreviewLaunchResult =
  { outcome: 'preview'; preview: LaunchPreview } | { outcome: 'invalid'; faults: readonly CampaignFault[] };

const WEEK_MS = 7 * DAY_MS;
/** No campaign has it: every open case may enter one that is new. */
const NEW_CAMPAIGN = '00000000-0000-0000-0000-000000000000';

/** What a launch would do, without doing it: who enters, where cases stand now, what changes. */
export async function previewLaunch(
  store: CampaignStore,
  { source, fileName, known, now }: PreviewLaunch,
): Promise<PreviewLaunchResult> {
  const parsed = parseCampaign(source, fileName, known);
  if ('faults' in parsed) return { outcome: 'invalid', faults: parsed.faults };
  const { campaign } = parsed;
  const standing = await store.standing(campaign.key, now + WEEK_MS);
  const live = standing === null ? null : liveCampaign(standing.source);
  const sends = new Map((live ?? campaign).steps.map((step) => [step.key, step.type === 'send']));
  const kept = new Set(campaign.steps.map(({ key }) => key));
  const { cases: entrants, firstContacts } = await previewEntrants(
    store,
    campaign,
    standing?.campaignId ?? NEW_CAMPAIGN,
    { now, launchedAt: standing?.launchedAt ?? now },
  );
  const preview: LaunchPreview = {
    key: campaign.key,
    liveVersion: standing?.number ?? null,
    changes: live === null ? [] : compareCampaigns(live, campaign),
    entrants,
    contactedWithinWeek: firstContacts.reduce((sum, { cases }) => sum + cases, 0),
    firstContacts,
    standing: (standing?.steps ?? []).map(({ step, cases, parked, dueSoon }) => ({
      step,
      cases,
      parked,
      withinWeek: dueSoon,
      contacts: step !== null && (sends.get(step) ?? false),
      removed: step !== null && !kept.has(step),
    })),
  };
  return { outcome: 'preview', preview };
}

/** The version that is live; null where this release cannot read it any more, so that nothing can be compared. */
function liveCampaign(source: string): Campaign | null {
  const parsed = parseCampaign(source, 'published version');
  return 'faults' in parsed ? null : parsed.campaign;
}
