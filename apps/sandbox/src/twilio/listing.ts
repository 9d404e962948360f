import { TwilioError } from './twilio-error.js';

/** Query of a list, as strings. */
export type ListingQuery = Readonly<Record<string, string | undefined>>;

/** How one kind of resource is listed. */
export interface Listing<Item> {
  /** What a page token begins with. */
  readonly token: string;
  /** Parameters that the next page's address repeats. */
  readonly filters: readonly string[];
  /** @throws TwilioError for a filter that is none */
  matching(query: ListingQuery): (item: Item) => boolean;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly page: number;
  readonly pageSize: number;
  /** Query string of the next page, null at the end. */
  readonly next: string | null;
  readonly previous: string | null;
}

/** One page. Its token names the first item of its page by its order, so that new ones shift nothing. */
export function pageOf<Item extends { readonly sequence: number }>(
  newestFirst: Iterable<Item>,
  query: ListingQuery,
  listing: Listing<Item>,
): Page<Item> {
  const pageSize = readCount(query['PageSize'], 50, 1, 1000);
  const page = readCount(query['Page'], 0, 0, Number.MAX_SAFE_INTEGER);
  const before = readToken(query['PageToken'], listing.token);
  const matches = listing.matching(query);
  const found: Item[] = [];
  for (const item of newestFirst) {
    if (item.sequence > before || !matches(item)) continue;
    found.push(item);
    if (found.length > pageSize) break;
  }
  const following = found.length > pageSize ? found.pop() : undefined;
  const at = (number: number, token?: string): string => pageQuery(query, listing, pageSize, number, token);
  return {
    items: found,
    page,
    pageSize,
    next: following ? at(page + 1, `${listing.token}${following.sequence}`) : null,
    previous: page === 1 ? at(0) : null,
  };
}

/**
 * What stands around the items of a page in the API of 2010.
 * @param name of the list, as well as of its last path part: messages, calls
 */
export function pageResource<Item>(
  name: string,
  uri: string,
  { items, page, pageSize, next, previous }: Page<Item>,
  show: (item: Item) => unknown,
): Record<string, unknown> {
  const at = (search: string | null): string | null => (search === null ? null : `${uri}?${search}`);
  const start = page * pageSize;
  return {
    [name]: items.map(show),
    page,
    page_size: pageSize,
    start,
    end: Math.max(start, start + items.length - 1),
    uri: `${uri}?PageSize=${pageSize}&Page=${page}`,
    first_page_uri: `${uri}?PageSize=${pageSize}&Page=0`,
    next_page_uri: at(next),
    previous_page_uri: at(previous),
  };
}

/** Whether an instant lies within what the query says of a date; an item without it lies nowhere. */
export function within(query: ListingQuery, date: string): (instant: number | null) => boolean {
  const on = readInstant(query[date], date);
  const until = readInstant(query[`${date}<`], date);
  const since = readInstant(query[`${date}>`], date);
  if (!on && !until && !since) return () => true;
  return (exact) => {
    if (exact === null) return false;
    const instant = Math.floor(exact / 1000) * 1000;
    if (on && (instant < on.start || instant > on.end)) return false;
    return !(until && instant > until.end) && !(since && instant < since.start);
  };
}

/** A day names the whole of it, in GMT; a moment names its second. */
function readInstant(
  given: string | undefined,
  parameter: string,
): { start: number; end: number } | undefined {
  if (given === undefined || given === '') return undefined;
  const start = Date.parse(given);
  if (Number.isNaN(start)) throw new TwilioError(20001, parameter);
  return { start, end: /^\d{4}-\d{2}-\d{2}$/.test(given) ? start + 86_399_999 : start + 999 };
}

function readCount(given: string | undefined, otherwise: number, low: number, high: number): number {
  const value = Number(given ?? otherwise);
  if (!Number.isInteger(value) || value < low) throw new TwilioError(20001, 'PageSize');
  return Math.min(high, value);
}

function readToken(given: string | undefined, prefix: string): number {
  if (given === undefined || given === '') return Number.MAX_SAFE_INTEGER;
  const order = given.startsWith(prefix) ? given.slice(prefix.length) : '';
  if (!/^\d+$/.test(order)) throw new TwilioError(20001, 'PageToken');
  return Number(order);
}

function pageQuery<Item>(
  query: ListingQuery,
  { filters }: Listing<Item>,
  pageSize: number,
  page: number,
  token: string | undefined,
): string {
  const next = new URLSearchParams();
  for (const key of filters) {
    const value = query[key];
    if (value !== undefined) next.set(key, value);
  }
  next.set('PageSize', String(pageSize));
  next.set('Page', String(page));
  if (token) next.set('PageToken', token);
  return next.toString();
}
