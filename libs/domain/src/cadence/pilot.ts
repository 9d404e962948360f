import { z } from 'zod';
import { drawOf } from './draw.js';

const shareSchema = z.number().gt(0).max(1);

/** Starting a campaign with few, and stopping it when it goes badly. */
export const pilotSchema = z
  .strictObject({
    share: shareSchema.describe(
      'Of the debtors, drawn at random and always the same ones, who enter at first.',
    ),
    widen: z
      .array(z.strictObject({ afterDays: z.int().min(1).max(365), share: shareSchema }))
      .default([])
      .describe('Days after the first launch, and the share from then on; it only grows.'),
    stop: z
      .strictObject({
        afterMessages: z.int().min(1).default(50).describe('Before so many are sent nothing is concluded.'),
        optOuts: shareSchema.optional().describe('Debtors who opted out, of those written to.'),
        disputes: shareSchema.optional().describe('Debtors who deny the debt, of those written to.'),
        failures: shareSchema.optional().describe('Messages that reached nobody, of those sent.'),
        refusals: shareSchema
          .optional()
          .describe('Messages that the contact policy refused, of all decided.'),
      })
      .optional()
      .describe('The campaign pauses by itself when a share is larger, as long as it is a pilot.'),
  })
  .refine(
    ({ share, widen }) => widen.every((each, index) => each.share > (widen[index - 1]?.share ?? share)),
    {
      path: ['widen'],
      message: 'each share is to be larger than the one before it',
    },
  )
  .refine(({ widen }) => widen.every((each, index) => each.afterDays > (widen[index - 1]?.afterDays ?? 0)), {
    path: ['widen'],
    message: 'days are to go forward',
  })
  .describe('Starts with a small share of the debtors.');
export type Pilot = z.infer<typeof pilotSchema>;

/** The share that may enter so many days after the first launch; 1 without a pilot. */
export function pilotShare(pilot: Pilot | undefined, days: number): number {
  if (pilot === undefined) return 1;
  return pilot.widen.findLast(({ afterDays }) => days >= afterDays)?.share ?? pilot.share;
}

/** Whether a debtor is among those who may enter: whoever was stays so when the share grows. */
export function isInPilot(campaignKey: string, share: number, subject: string): boolean {
  return share >= 1 || drawOf(campaignKey, 'pilot', { subject }) < share;
}

/** What a pilot has come to so far. */
export interface PilotCounts {
  readonly sent: number;
  readonly failed: number;
  readonly refused: number;
  /** Debtors written to, and those of them who opted out or deny the debt. */
  readonly debtors: number;
  readonly optedOut: number;
  readonly disputed: number;
}

/** The limit that a pilot has passed. */
export interface PilotBreach {
  readonly limit: 'optOuts' | 'disputes' | 'failures' | 'refusals';
  readonly share: number;
  readonly most: number;
}

/** Whether it goes so badly that it stops; null as long as it does not, or too few messages tell. */
export function judgePilot(stop: Pilot['stop'], counts: PilotCounts): PilotBreach | null {
  if (stop === undefined || counts.sent + counts.refused < stop.afterMessages) return null;
  const shares = {
    optOuts: part(counts.optedOut, counts.debtors),
    disputes: part(counts.disputed, counts.debtors),
    failures: part(counts.failed, counts.sent),
    refusals: part(counts.refused, counts.sent + counts.refused),
  };
  for (const limit of ['optOuts', 'disputes', 'failures', 'refusals'] as const) {
    const most = stop[limit];
    if (most !== undefined && shares[limit] > most) return { limit, share: shares[limit], most };
  }
  return null;
}

function part(of: number, all: number): number {
  return all === 0 ? 0 : of / all;
}
