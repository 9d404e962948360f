import { z } from 'zod';

/** Up to when a question looks: an instant, in epoch milliseconds, or the whole of a day where the case is. */
export type AsOf = { readonly instant: number } | { readonly date: string };

const instant = z.iso.datetime({ offset: true });
const date = z.iso.date();

/** An instant with its offset, or a date; read by the API and the command line alike. */
export const asOfParam = z
  .string()
  .refine((text) => instant.safeParse(text).success || date.safeParse(text).success, {
    message:
      'is neither an instant nor a date; write it like 2026-03-02T08:00:00+01:00 (in an address, + is %2B) or 2026-03-02',
  })
  .transform((text): AsOf => (date.safeParse(text).success ? { date: text } : { instant: Date.parse(text) }))
  .describe(
    "Instant of business time, ISO 8601 with its offset, or a date: the end of that day in the portfolio's zone.",
  );
