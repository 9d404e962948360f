import type { CampaignStore, CandidateCase, CandidateQuery, LiveCampaign } from '#contracts';
import {
  audienceAsksForHistory,
  audienceOf,
  type Campaign,
  campaignCalendar,
  DAY_MS,
  daysPastDue,
  isInPilot,
  isoDateOf,
  parseCampaign,
  pilotShare,
  sharesMessages,
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
  const { campaignId, versionId, launchedAt } = campaign;
  const isFor = fitsAudience(parsed.campaign, now, launchedAt);
  let entered = 0;
  for await (const candidates of candidatesFor(store, parsed.campaign, { campaignId, caseIds }, now)) {
    const chosen = candidates.filter(isFor);
    const beside = sharesMessages(parsed.campaign) ? await otherCasesOf(store, chosen) : [];
    if (beside.length > 0) {
      for await (const others of candidatesFor(store, parsed.campaign, { campaignId, caseIds: beside }, now))
        chosen.push(...others.filter(isFor));
    }
    entered += await store.enrol(campaignId, versionId, chosen, now);
  }
  return entered;
}

/** Cases that one message may be about have to enter at once: the first would be told of by itself otherwise. */
async function otherCasesOf(store: CampaignStore, chosen: readonly CandidateCase[]): Promise<string[]> {
  const known = new Set(chosen.map(({ caseId }) => caseId));
  const all = await store.openCasesOf([...new Set(chosen.map(({ personId }) => personId))]);
  return all.filter((caseId) => !known.has(caseId));
}

/**
 * Open cases that may enter a campaign, so many at once; whether it is for them is not asked yet. Their history is read
 * where the audience asks for it, or whoever calls.
 */
export async function* candidatesFor(
  store: CampaignStore,
  campaign: Campaign,
  whom: Pick<CandidateQuery, 'campaignId' | 'caseIds' | 'outlookAt'> & { history?: boolean },
  now: number,
): AsyncGenerator<CandidateCase[]> {
  const history = whom.history === true || audienceAsksForHistory(campaign);
  const again = entersAgain(campaign, now);
  let after: string | null = null;
  for (;;) {
    const found: CandidateCase[] = await store.candidates({ ...whom, after, limit: AT_ONCE, history, again });
    yield found;
    const last = found.at(-1);
    if (!last || found.length < AT_ONCE) return;
    after = last.caseId;
  }
}

/** Whole days of the campaign's zone lie between leaving and entering again. */
function entersAgain({ reentry, zone }: Campaign, now: number): CandidateQuery['again'] {
  if (reentry === 'never') return null;
  const day = campaignCalendar.localDay(now, zone) - reentry.afterDays;
  return { endedBefore: campaignCalendar.instantAt(day + 1, 0, zone), atMost: reentry.atMost };
}

/** Whether a campaign launched first at that instant (epoch ms) takes a case in now. */
export function fitsAudience(
  campaign: Campaign,
  now: number,
  launchedAt: number,
): (candidate: CandidateCase) => boolean {
  const belongs = audienceOf(campaign);
  const share = pilotShare(campaign.pilot, Math.floor((now - launchedAt) / DAY_MS));
  return ({ personId, facts, dueDate, zone }) =>
    isInPilot(campaign.key, share, personId) &&
    belongs({
      ...facts,
      now,
      dpd: daysPastDue(dueDate, isoDateOf(campaignCalendar.localDay(now, zone))),
    });
}
