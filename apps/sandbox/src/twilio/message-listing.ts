import { addressOf, type StoredText } from '../inbox/stored-message.js';
import { TwilioError } from './twilio-error.js';

/** Query of `GET …/Messages.json`, as strings. */
export type ListingQuery = Readonly<Record<string, string | undefined>>;

export interface ListingPage {
  messages: StoredText[];
  page: number;
  pageSize: number;
  /** Query string of the next page, null at the end. */
  next: string | null;
  previous: string | null;
  start: number;
}

/** Newest first. A page token names the first message of its page, so that new arrivals shift nothing. */
export function listMessages(newestFirst: Iterable<StoredText>, query: ListingQuery): ListingPage {
  const pageSize = readCount(query['PageSize'], 50, 1, 1000);
  const page = readCount(query['Page'], 0, 0, Number.MAX_SAFE_INTEGER);
  const before = readToken(query['PageToken']);
  const matches = readFilters(query);
  const found: StoredText[] = [];
  for (const message of newestFirst) {
    if (message.sequence > before || !matches(message)) continue;
    found.push(message);
    if (found.length > pageSize) break;
  }
  const following = found.length > pageSize ? found.pop() : undefined;
  return {
    messages: found,
    page,
    pageSize,
    next: following ? pageQuery(query, pageSize, page + 1, `PASM${following.sequence}`) : null,
    previous: page === 1 ? pageQuery(query, pageSize, 0, undefined) : null,
    start: page * pageSize,
  };
}

/** What lists filter by; a message still queued has not been sent on any day. */
function dateSent(message: StoredText): number | null {
  return message.sentAt === null || message.sentAt === undefined
    ? null
    : Math.floor(message.sentAt / 1000) * 1000;
}

function readFilters(query: ListingQuery): (message: StoredText) => boolean {
  const { To: to, From: from } = query;
  const on = readInstant(query['DateSent']);
  const until = readInstant(query['DateSent<']);
  const since = readInstant(query['DateSent>']);
  return (message) => {
    const inbound = message.direction === 'from-debtor';
    if (to !== undefined && to !== (inbound ? message.counterpart : addressOf(message))) return false;
    if (from !== undefined && from !== (inbound ? addressOf(message) : message.counterpart)) return false;
    if (!on && !until && !since) return true;
    const date = dateSent(message);
    if (date === null) return false;
    if (on && (date < on.start || date > on.end)) return false;
    if (until && date > until.end) return false;
    return !since || date >= since.start;
  };
}

/** A day names the whole of it, in GMT; a moment names its second. */
export function readInstant(
  given: string | undefined,
  parameter = 'DateSent',
): { start: number; end: number } | undefined {
  if (given === undefined || given === '') return undefined;
  const start = Date.parse(given);
  if (Number.isNaN(start)) throw new TwilioError(20001, parameter);
  return { start, end: /^\d{4}-\d{2}-\d{2}$/.test(given) ? start + 86_399_999 : start + 999 };
}

export function readCount(given: string | undefined, otherwise: number, low: number, high: number): number {
  const value = Number(given ?? otherwise);
  if (!Number.isInteger(value) || value < low) throw new TwilioError(20001, 'PageSize');
  return Math.min(high, value);
}

function readToken(given: string | undefined): number {
  if (given === undefined || given === '') return Number.MAX_SAFE_INTEGER;
  const sequence = Number(/^PASM(\d+)$/.exec(given)?.[1]);
  if (Number.isNaN(sequence)) throw new TwilioError(20001, 'PageToken');
  return sequence;
}

function pageQuery(query: ListingQuery, pageSize: number, page: number, token: string | undefined): string {
  const next = new URLSearchParams();
  for (const key of ['To', 'From', 'DateSent', 'DateSent<', 'DateSent>']) {
    const value = query[key];
    if (value !== undefined) next.set(key, value);
  }
  next.set('PageSize', String(pageSize));
  next.set('Page', String(page));
  if (token) next.set('PageToken', token);
  return next.toString();
}
