import { readCount, readInstant, type ListingQuery } from '../twilio/message-listing.js';
import { TwilioError } from '../twilio/twilio-error.js';
import type { StoredCall } from './stored-call.js';

export interface CallPage {
  calls: StoredCall[];
  page: number;
  pageSize: number;
  /** Query string of the next page, null at the end. */
  next: string | null;
  previous: string | null;
}

const DATES = ['StartTime', 'EndTime'] as const;
const FILTERS = [
  'To',
  'From',
  'Status',
  'ParentCallSid',
  ...DATES.flatMap((date) => [date, `${date}<`, `${date}>`]),
];

/** Newest first. A page token names the first call of its page, so that new calls shift nothing. */
export function listCalls(newestFirst: Iterable<StoredCall>, query: ListingQuery): CallPage {
  const pageSize = readCount(query['PageSize'], 50, 1, 1000);
  const page = readCount(query['Page'], 0, 0, Number.MAX_SAFE_INTEGER);
  const before = readToken(query['PageToken']);
  const matches = readFilters(query);
  const found: StoredCall[] = [];
  for (const call of newestFirst) {
    if (call.sequence > before || !matches(call)) continue;
    found.push(call);
    if (found.length > pageSize) break;
  }
  const following = found.length > pageSize ? found.pop() : undefined;
  return {
    calls: found,
    page,
    pageSize,
    next: following ? pageQuery(query, pageSize, page + 1, `PACA${following.sequence}`) : null,
    previous: page === 1 ? pageQuery(query, pageSize, 0, undefined) : null,
  };
}

function readFilters(query: ListingQuery): (call: StoredCall) => boolean {
  const within = DATES.map((date) => readRange(query, date));
  const { To: to, From: from, Status: status, ParentCallSid: parent } = query;
  return (call) =>
    (to === undefined || to === call.address) &&
    (from === undefined || from === call.counterpart) &&
    (!status || status === (call.status === 'initiated' ? 'queued' : call.status)) &&
    (!parent || parent === call.parent) &&
    within.every((isWithin) => isWithin(call));
}

/** A call that waits to be dialled counts by the moment at which it was asked for. */
function readRange(query: ListingQuery, date: (typeof DATES)[number]): (call: StoredCall) => boolean {
  const on = readInstant(query[date], date);
  const until = readInstant(query[`${date}<`], date);
  const since = readInstant(query[`${date}>`], date);
  if (!on && !until && !since) return () => true;
  return (call) => {
    const exact = date === 'StartTime' ? (call.startedAt ?? call.machineAt) : call.endedAt;
    if (exact === null) return false;
    const instant = Math.floor(exact / 1000) * 1000;
    if (on && (instant < on.start || instant > on.end)) return false;
    return !(until && instant > until.end) && !(since && instant < since.start);
  };
}

function readToken(given: string | undefined): number {
  if (given === undefined || given === '') return Number.MAX_SAFE_INTEGER;
  const sequence = Number(/^PACA(\d+)$/.exec(given)?.[1]);
  if (Number.isNaN(sequence)) throw new TwilioError(20001, 'PageToken');
  return sequence;
}

function pageQuery(query: ListingQuery, pageSize: number, page: number, token: string | undefined): string {
  const next = new URLSearchParams();
  for (const key of FILTERS) {
    const value = query[key];
    if (value !== undefined) next.set(key, value);
  }
  next.set('PageSize', String(pageSize));
  next.set('Page', String(page));
  if (token) next.set('PageToken', token);
  return next.toString();
}
