import { z } from 'zod';
import { stages } from './stage.js';

/** Names of steps, campaigns and template families: lower-case words joined by dashes. */
export const keySchema = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lower-case words joined by dashes, such as "first-reminder"');

export const timeSchema = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as "09:30"')
  .describe('Local time of day in the debtor’s zone, HH:MM.');

const dpdSchema = z
  .int()
  .min(-365)
  .max(3650)
  .describe('Days past due; negative before the due date, 0 on it.');

/** A moment on the case's own time axis: so many days past due, at a local time. */
export const momentSchema = z.strictObject({ dpd: dpdSchema, time: timeSchema });
export type Moment = z.infer<typeof momentSchema>;

const countSchema = z.int().min(1).max(365);

/** A span counted from the moment the step before was done, ending at a local time of day. */
export const spanSchema = z.union([
  z.strictObject({ days: countSchema, time: timeSchema }),
  z.strictObject({ businessDays: countSchema, time: timeSchema }),
]);
export type Span = z.infer<typeof spanSchema>;

function rangeOf(bound: z.ZodNumber) {
  return z
    .strictObject({ min: bound.optional(), max: bound.optional() })
    .refine((range) => range.min === undefined || range.max === undefined || range.min <= range.max, {
      message: 'min is greater than max',
    });
}

export const dpdRangeSchema = rangeOf(dpdSchema);
export const amountRangeSchema = rangeOf(
  z.number().min(0).describe('Amount in whole units of the campaign’s currency, such as 1234.50.'),
);
export type AmountRange = z.infer<typeof amountRangeSchema>;
export interface NumberRange {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

export function inRange(value: number, range: NumberRange): boolean {
  return (range.min === undefined || value >= range.min) && (range.max === undefined || value <= range.max);
}

export const kindSchema = z.enum(['consumer', 'business']);
export type DebtorKind = z.infer<typeof kindSchema>;

export const stageSchema = z.enum(stages);

/** Minutes from local midnight of a time that passed `timeSchema`. */
export function minuteOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
