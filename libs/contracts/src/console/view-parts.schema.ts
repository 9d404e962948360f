import { z } from 'zod';

/** An instant of business time as the API writes it. */
export const instantView = z.iso.datetime().describe('Instant, ISO 8601 in UTC.');
export const dateView = z.iso.date().describe('Calendar date, YYYY-MM-DD.');
export const minorView = z.int().describe('Amount in minor units of the currency.');

/** A stretch of a listing, and how to ask for the next one. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    next: z.string().nullable().describe('Pass it as "after" to read on; null at the end.'),
  });
}

export interface Page<Item> {
  items: Item[];
  next: string | null;
}

/** Which stretch of a listing is asked for. */
export interface PageQuery {
  /** The `next` of the page before. */
  after?: string;
  limit: number;
}
