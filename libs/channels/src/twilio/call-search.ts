import type twilio from 'twilio';
import type { LookUpQuery, LookUpResult } from '#contracts';
import { callAnswer, isNobody } from './call-answer.js';

type Call = Awaited<ReturnType<twilio.Twilio['calls']['list']>>[number];

interface CallsPage {
  instances: Call[];
  nextPage(): Promise<CallsPage> | undefined;
}

const PAGE_SIZE = 100;
/** A call is made within a second of its commit; the two clocks may differ by so much, in milliseconds. */
const CLOCKS_DIFFER_MS = 60_000;

/**
 * Finds a call among the account's: nothing in it can hold a mark of ours, but a number is called at most once at a
 * time, so number and moment are what recognises it. Not listed by the time of its start, which a call in Twilio's
 * queue has not got yet; the list is newest first, and is read back to the commit.
 */
export async function findCall(client: twilio.Twilio, query: LookUpQuery): Promise<LookUpResult> {
  const from = query.committedAt - CLOCKS_DIFFER_MS;
  const until = query.committedAt + CLOCKS_DIFFER_MS;
  let page: CallsPage = await client.calls.page({ to: query.to, pageSize: PAGE_SIZE });
  for (;;) {
    const match = page.instances.find(({ direction, dateCreated }) => {
      const at = dateCreated?.getTime();
      return at !== undefined && at >= from && at <= until && direction.startsWith('outbound-api');
    });
    if (match) return { found: true, providerRef: match.sid, status: statusOf(match) };
    const past =
      page.instances.length > 0 &&
      page.instances.every(({ dateCreated }) => dateCreated !== null && dateCreated.getTime() < from);
    const next = past ? undefined : page.nextPage();
    if (!next) return { found: false };
    page = await next;
  }
}

/** A call that a machine took is completed as well, and told nobody of the matter: a voicemail, as its callback says. */
function statusOf({ status, answeredBy }: Call): string {
  return status === 'completed' && isNobody(callAnswer(answeredBy)) ? 'voicemail' : status;
}
