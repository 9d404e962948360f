import type { CampaignStore, CandidateCase, LiveCampaign } from '#contracts';
import {
  audienceOf,
  type Campaign,
  campaignCalendar,
  DAY_MS,
  daysPastDue,
  isInPilot,
  isoDateOf,
  parseCampaign,
  pilotShare,
} from '#domain';

const AT_ONCE = 2_000;

/** A published version that this release cannot read: it takes nobody in until a new one is launched. */
export class CampaignUnreadableError extends Error {
  override readonly name = 'CampaignUnreadableError';
}

/**
 * Enrols the open cases that a live campaign is for; those named only, when caseIds is given.
 * Returns how many entered.
 * @throws CampaignUnreadableError
 */
export async function enrolCases(
  store: CampaignStore,
  campaign: LiveCampaign,
  now: number,
  caseIds?: string[],
): Promise<number> {
  const parsed = parseCampaign(campaign.source, 'published version');
  if ('faults' in parsed) throw new CampaignUnreadableError(parsed.faults[0]?.message);
  const isFor = fitsAudience(parsed.campaign, now, campaign.launchedAt);
  let entered = 0;
  let after: string | null = null;
  for (;;) {
    const candidates: CandidateCase[] = await store.candidates(campaign.campaignId, after, AT_ONCE, caseIds);
    entered += await store.enrol(campaign.campaignId, campaign.versionId, candidates.filter(isFor), now);
    const last = candidates.at(-1);
    if (!last || candidates.length < AT_ONCE) return entered;
    after = last.caseId;
  }
}

/** How many open cases would enter a campaign at once. */
export async function countEntrants(
  store: CampaignStore,
  campaign: Campaign,
  campaignId: string,
  { now, launchedAt }: { now: number; launchedAt: number },
): Promise<number> {
  const isFor = fitsAudience(campaign, now, launchedAt);
  let count = 0;
  let after: string | null = null;
  for (;;) {
    const candidates: CandidateCase[] = await store.candidates(campaignId, after, AT_ONCE);
    count += candidates.filter(isFor).length;
    const last = candidates.at(-1);
    if (!last || candidates.length < AT_ONCE) return count;
    after = last.caseId;
  }
}

function fitsAudience(
  campaign: Campaign,
  now: number,
  launchedAt: number,
): (candidate: CandidateCase) => boolean {
  const belongs = audienceOf(campaign);
  const share = pilotShare(campaign.pilot, Math.floor((now - launchedAt) / DAY_MS));
  return ({ personId, facts, dueDate, zone }) =>
    isInPilot(campaign.key, share, personId) &&
    belongs({ ...facts, dpd: daysPastDue(dueDate, isoDateOf(campaignCalendar.localDay(now, zone))) });
}
