import { z } from 'zod';

export const idParam = z.uuid('is not an id');

/** What an installation calls something of its own: an agent, a campaign. */
export const refParam = z.string().min(1).max(128);

/** An instant with its offset; epoch milliseconds once read. */
export const instantParam = z.iso
  .datetime({ offset: true, message: 'is not an instant; write it like 2026-03-02T08:00:00+01:00' })
  .transform((text) => Date.parse(text))
  .describe('Instant of business time, ISO 8601 with its offset.');

/** A code as holds and closings carry. */
export const codeParam = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,39}$/, '2 to 40 lower-case letters, digits and dashes')
  .describe('A code such as breathing-space; never personal data.');

export const pageParams = {
  after: z.uuid('is not the "next" of a page').optional().describe('The "next" of the page before.'),
  limit: z.coerce.number().int().min(1).max(500).default(50),
};

/** `true` and `false` of a query string. */
export const flagParam = z.enum(['true', 'false']).transform((text) => text === 'true');

export const dateParam = z.iso.date('is not a date; write it like 2026-12-31');
