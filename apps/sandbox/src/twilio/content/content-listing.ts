import { TwilioError } from '../twilio-error.js';
import type { Content } from './content-store.js';

export interface ContentPage {
  readonly found: readonly Content[];
  readonly meta: Readonly<Record<string, unknown>>;
}

type Query = Readonly<Record<string, string | undefined>>;

/** A page token names the order of its first template, so that neither a new nor a removed one shifts a page. */
export function contentPage(newestFirst: readonly Content[], query: Query, base: string): ContentPage {
  const pageSize = readNumber(query, 'PageSize', 50, 1, 1_000);
  const page = readNumber(query, 'Page', 0, 0, Number.MAX_SAFE_INTEGER);
  const rest = newestFirst.filter(({ order }) => order <= readToken(query['PageToken']));
  const next = rest[pageSize];
  const at = (number: number, token?: number): string => {
    const search = new URLSearchParams({ PageSize: String(pageSize), Page: String(number) });
    if (token !== undefined) search.set('PageToken', `DN${token}`);
    return `${base}?${search.toString()}`;
  };
  return {
    found: rest.slice(0, pageSize),
    meta: {
      page,
      page_size: pageSize,
      first_page_url: at(0),
      previous_page_url: page === 1 ? at(0) : null,
      url: at(page),
      next_page_url: next ? at(page + 1, next.order) : null,
      key: 'contents',
    },
  };
}

function readNumber(query: Query, key: string, otherwise: number, low: number, high: number): number {
  const value = Number(query[key] ?? otherwise);
  if (!Number.isInteger(value) || value < low) throw new TwilioError(20001, key);
  return Math.min(high, value);
}

function readToken(given: string | undefined): number {
  if (given === undefined || given === '') return Number.MAX_SAFE_INTEGER;
  const order = Number(/^DN(\d+)$/.exec(given)?.[1]);
  if (Number.isNaN(order)) throw new TwilioError(20001, 'PageToken');
  return order;
}
