import type twilio from 'twilio';
import type { LookUpQuery, LookUpResult } from '#contracts';

type Message = Awaited<ReturnType<twilio.Twilio['messages']['list']>>[number];

interface MessagesPage {
  instances: Message[];
  nextPage(): Promise<MessagesPage> | undefined;
}

/** Twilio's clock and ours may differ by this much. */
const CLOCKS_MS = 300_000;
const DAY_MS = 86_400_000;
const PAGE_SIZE = 100;

/**
 * Finds a submission among the account's messages: Twilio has no idempotency key, so the number and the body's unique
 * deep link are what recognises it. Not listed by the day of sending, which a message in Twilio's queue has not got
 * yet; the list is newest first, so it is read back to a day before the submission, and the two clocks may differ.
 */
export async function findMessage(client: twilio.Twilio, query: LookUpQuery): Promise<LookUpResult> {
  let page: MessagesPage = await client.messages.page({
    to: query.to,
    pageSize: PAGE_SIZE,
  });
  const before = query.committedAt - DAY_MS;
  let wordless = false;
  for (;;) {
    const match = page.instances.find((message) => mentions(message.body, query.link));
    if (match) {
      const errorCode = Number.isInteger(match.errorCode) ? String(match.errorCode) : undefined;
      return { found: true, providerRef: match.sid, status: match.status, errorCode };
    }
    // A card may be listed without its words: then nothing tells whether it is ours.
    wordless ||= page.instances.some(
      ({ body, dateCreated }) => !body && !isBefore(dateCreated, query.committedAt - CLOCKS_MS),
    );
    const past =
      page.instances.length > 0 && page.instances.every(({ dateCreated }) => isBefore(dateCreated, before));
    const next = past ? undefined : page.nextPage();
    if (!next)
      return wordless ? { found: null, code: 'listed-without-words', forGood: true } : { found: false };
    page = await next;
  }
}

/** Machine instants; a message without one may be new. */
function isBefore(created: Date | null, instant: number): boolean {
  return created !== null && created.getTime() < instant;
}

/** Whether the text holds exactly this link, not a longer one that begins with it. */
function mentions(body: string | null, link: string): boolean {
  const at = body?.indexOf(link) ?? -1;
  return at !== -1 && !/[0-9A-Za-z]/.test(body?.[at + link.length] ?? ' ');
}
