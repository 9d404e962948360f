import type twilio from 'twilio';
import type { LookUpQuery, LookUpResult } from '#contracts';

type Message = Awaited<ReturnType<twilio.Twilio['messages']['list']>>[number];

interface MessagesPage {
  instances: Message[];
  nextPage(): Promise<MessagesPage> | undefined;
}

const DAY_MS = 86_400_000;
const PAGE_SIZE = 100;

/**
 * Finds a submission among the account's messages: Twilio has no idempotency key, so the number, the day and the
 * body's unique deep link are what recognises it. The days on both sides are searched too, since the two clocks
 * and the moment of sending may fall on different ones.
 */
export async function findMessage(client: twilio.Twilio, query: LookUpQuery): Promise<LookUpResult> {
  let page: MessagesPage = await client.messages.page({
    to: query.to,
    dateSentAfter: new Date(query.committedAt - DAY_MS),
    dateSentBefore: new Date(query.committedAt + DAY_MS),
    pageSize: PAGE_SIZE,
  });
  for (;;) {
    const match = page.instances.find((message) => mentions(message.body, query.link));
    if (match) {
      const errorCode = Number.isInteger(match.errorCode) ? String(match.errorCode) : undefined;
      return { found: true, providerRef: match.sid, status: match.status, errorCode };
    }
    const next = page.nextPage();
    if (!next) return { found: false };
    page = await next;
  }
}

/** Whether the text holds exactly this link, not a longer one that begins with it. */
function mentions(body: string | null, link: string): boolean {
  const at = body?.indexOf(link) ?? -1;
  return at !== -1 && !/[0-9A-Za-z]/.test(body?.[at + link.length] ?? ' ');
}
