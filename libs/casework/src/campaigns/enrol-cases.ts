import type { CampaignStore, CandidateCase, LiveCampaign } from '#contracts';
import { audienceOf, type Campaign, campaignCalendar, daysPastDue, isoDateOf, parseCampaign } from '#domain';

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
  const isFor = fitsAudience(parsed.campaign, now);
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
  now: number,
): Promise<number> {
  const isFor = fitsAudience(campaign, now);
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

function fitsAudience(campaign: Campaign, now: number): (candidate: CandidateCase) => boolean {
  const belongs = audienceOf(campaign);
  return ({ facts, dueDate, zone }) =>
    belongs({ ...facts, dpd: daysPastDue(dueDate, isoDateOf(campaignCalendar.localDay(now, zone))) });
}
