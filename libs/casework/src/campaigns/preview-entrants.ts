import type { CampaignStore, CandidateCase } from '#contracts';
import {
  type Campaign,
  campaignCalendar,
  type CaseFacts,
  compileCampaign,
  DAY_MS,
  firstContact,
} from '#domain';
import { candidatesFor, fitsAudience } from './enrol-cases.js';

/** Who would enter a campaign at once, and who of them would be contacted soon. */
export interface Entrants {
  /** Cases, those included that are drawn to be left alone. */
  cases: number;
  /** Cases among them that would be contacted within seven days, by the step that would be first; in the order of the steps. */
  firstContacts: readonly { step: string; cases: number }[];
}

const WEEK_MS = 7 * DAY_MS;

/**
 * Counts the open cases that would enter at once, and lets each go through the campaign as if nothing happened to it. It
 * changes nothing; whether policy permits a contact then is not asked.
 * @param campaignId of the campaign as it is now; its cases under way are none of these
 * @param at business instants, epoch ms: now, and when the campaign was launched first
 */
export async function previewEntrants(
  store: CampaignStore,
  campaign: Campaign,
  campaignId: string,
  { now, launchedAt }: { now: number; launchedAt: number },
): Promise<Entrants> {
  const compiled = compileCampaign(campaign, campaignCalendar);
  const isFor = fitsAudience(campaign, now, launchedAt);
  const whom = { campaignId, outlookAt: now, history: compiled.asksForPast };
  const before = now + WEEK_MS;
  const byStep = new Map(campaign.steps.map(({ key }) => [key, 0]));
  let cases = 0;
  for await (const candidates of candidatesFor(store, campaign, whom, now)) {
    for (const candidate of candidates.filter(isFor)) {
      cases += 1;
      const facts = factsOf(candidate);
      const step = firstContact(compiled, { facts, occurrence: candidate.entry, now, before });
      if (step !== null) byStep.set(step, (byStep.get(step) ?? 0) + 1);
    }
  }
  const firstContacts = [...byStep].map(([step, count]) => ({ step, cases: count }));
  return { cases, firstContacts: firstContacts.filter((each) => each.cases > 0) };
}

/** A case that has just entered: nothing was said to it yet, and nothing heard. */
function factsOf({ facts, outlook, dueDate, zone, personId }: CandidateCase): CaseFacts {
  return {
    ...facts,
    outreachParked: false,
    ...outlook,
    dueDate,
    zone,
    firstDeliveredAt: null,
    lastResponseAt: null,
    lastMessage: null,
    subject: personId,
  };
}
