import { z } from 'zod';

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

export const durationSchema = z
  .string()
  .regex(/^\d+[smhd]$/, { error: 'must be a duration such as "90s", "15m", "6h" or "2d"', abort: true })
  .transform((text) => Number(text.slice(0, -1)) * UNIT_MS[text.at(-1) as keyof typeof UNIT_MS]);

export const delaySchema = z
  .strictObject({ from: durationSchema, to: durationSchema })
  .refine(({ from, to }) => from <= to, { message: 'from is longer than to' })
  .describe('Business time, drawn between the two; short delays are likelier than long ones.');
export type Delay = z.infer<typeof delaySchema>;

/** Evenly over the logarithm: people who react at all mostly do so soon. */
export function drawDelay({ from, to }: Delay, random: () => number): number {
  const low = Math.max(from, 1_000);
  const high = Math.max(to, low);
  return Math.round(low * (high / low) ** random());
}
