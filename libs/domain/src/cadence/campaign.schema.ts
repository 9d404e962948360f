import { z } from 'zod';
import { isZone } from '../calendar/is-zone.js';
import { currencies } from '../money/money.js';
import { campaignCalendar } from './cadence-calendar.js';
import { caseConditionSchema } from './case-condition.js';
import { keySchema, kindSchema } from './schema-parts.js';
import { pilotSchema } from './pilot.js';
import { reentrySchema } from './reentry.js';
import { stepSchemas } from './steps/registry.js';

const zoneSchema = z
  .string()
  .refine(isZone, { message: 'is no time zone; write one such as "Europe/Warsaw"' });

const audienceSchema = caseConditionSchema
  .extend({ currency: z.enum(currencies), kind: kindSchema })
  .describe('Cases that may be enrolled; all conditions must hold.');

const lateEntrySchema = z
  .strictObject({
    start: z.literal('current-stage').describe('Steps whose day has passed are skipped, never caught up on.'),
    beyond: keySchema
      .optional()
      .describe('Where a case goes for which every step has passed; it ends when absent.'),
  })
  .describe('What happens to a case that is enrolled late.');

export const stepSchema = z.discriminatedUnion('type', stepSchemas);

/** A campaign as its file states it. */
export const campaignSchema = z
  .strictObject({
    key: keySchema,
    name: z
      .string()
      .min(1)
      .max(120)
      .regex(/^\P{Cc}+$/u, 'must be one line'),
    version: z
      .int()
      .min(1)
      .describe(
        'The authors’ own count, for readers of the file; what is published Dunlin numbers itself, and never changes.',
      ),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be a country code such as "PL"')
      .refine((country) => campaignCalendar.knowsCountry(country), {
        message: 'is no country whose public holidays are known',
      }),
    zone: zoneSchema.describe('Zone in which days are counted where the debtor’s own is not known.'),
    policies: z.array(keySchema).min(1).describe('Policy packs that every message must pass.'),
    audience: audienceSchema,
    staysWhile: z
      .union([z.literal('audience'), caseConditionSchema])
      .optional()
      .describe(
        'What must go on holding of a case, or `audience` for what its audience asks; it leaves the campaign when it does not.',
      ),
    reentry: reentrySchema,
    holdOut: z
      .number()
      .gt(0)
      .max(0.5)
      .optional()
      .describe(
        'Share of the debtors, drawn at random and always the same ones, who are enrolled and never contacted: to know what would have come in anyway.',
      ),
    pilot: pilotSchema.optional(),
    goals: z
      .array(z.enum(['paid', 'closed', 'responded']))
      .default(['paid', 'closed'])
      .describe('What ends the cadence; paid and closed always do.'),
    lateEntry: lateEntrySchema.default({ start: 'current-stage' }),
    catchUpDays: z
      .int()
      .min(0)
      .max(30)
      .default(3)
      .describe('How many days late a step of an earlier stage may still go out.'),
    steps: z.array(stepSchema).min(1),
  })
  .describe('A Dunlin campaign.');

export type Campaign = z.infer<typeof campaignSchema>;

/** The schema for editors (JSON Schema 2020-12), of the file as it is written. */
export function campaignJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(campaignSchema, { io: 'input' }) };
}
