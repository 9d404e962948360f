import { z } from 'zod';

/** Whether a case that has left a campaign may enter it again, once it meets the audience again. */
export const reentrySchema = z
  .union([
    z.literal('never'),
    z.strictObject({
      afterDays: z.int().min(1).max(3650).describe('Calendar days that lie between leaving and entering.'),
      atMost: z.int().min(1).max(100).describe('How often it may enter again.'),
    }),
  ])
  .default('never')
  .describe(
    'Whether a case that left may enter again when it meets the audience: `never`, or so many days later and so often. It then starts where a case of its age does. One that was drawn to be left alone stays so.',
  );
export type Reentry = z.infer<typeof reentrySchema>;

/** The first local day on which a case may enter again that left on a day; null where it never does. */
export function reentryDay(reentry: Reentry, leftOn: number, entries: number): number | null {
  return reentry === 'never' || entries > reentry.atMost ? null : leftOn + reentry.afterDays;
}
