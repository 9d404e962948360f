import { z } from 'zod';
import { parseIsoDate } from '../../calendar/civil-date.js';
import { stages } from '../../cadence/stage.js';
import { parseAmount } from '../../money/parse-amount.js';
import {
  consents,
  contactChannels,
  contactPointStatuses,
  contactPurposes,
  personStops,
  requestKinds,
} from '../contact-facts.js';
import { inconvenientTimeSchema } from '../inconvenient-time.js';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Zones and holidays are tables of these years. */
const EARLIEST = Date.UTC(1990, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

const instantSchema = z
  .string()
  .refine((text) => INSTANT.test(text) && !Number.isNaN(Date.parse(text)) && dayExists(text), {
    message: 'write an instant with its offset, such as "2026-03-29T01:30:00+01:00" or "…Z"',
  })
  .transform((text) => Date.parse(text))
  .refine((instant) => instant >= EARLIEST && instant < LATEST, 'is to lie between 1990 and 2100');

/** Date.parse takes the 30th of February for a day in March. */
function dayExists(text: string): boolean {
  return parseIsoDate(text.slice(0, 10)) !== undefined;
}

const dateSchema = z
  .string()
  .refine((text) => parseIsoDate(text) !== undefined, 'write a date that exists, such as "2026-02-28"');

const amountSchema = z.union([z.number(), z.string()]).transform((amount, context) => {
  const parsed = parseAmount(String(amount), { allowNegative: true });
  if (parsed.ok) return parsed.minor;
  context.addIssue({ code: 'custom', message: 'write an amount such as 1234.50' });
  return z.NEVER;
});

const channelSchema = z.enum(contactChannels);
const name = z.string().min(1).max(100);

const contactSchema = z.strictObject({
  at: instantSchema.describe('When it was made.'),
  channel: channelSchema,
  talked: z
    .boolean()
    .optional()
    .describe('Whether somebody was spoken with; a call that nobody answered is none.'),
  otherDebt: z.boolean().optional().describe('Whether it was about another debt of the same person.'),
});

/** One line of `dunlin decide`: what is known of a message that might be sent. */
export const questionSchema = z
  .strictObject({
    id: z.union([z.string(), z.number()]).optional().describe('Given back with the answer.'),
    pack: name.optional().describe('The one pack to ask; or `packs`.'),
    packs: z.array(name).min(1).optional().describe('All packs that apply; the strictest rule wins.'),
    at: instantSchema.describe(
      'The instant asked about, with its offset, such as "2026-03-29T01:30:00+01:00" or "2026-03-29T00:30:00Z".',
    ),
    channel: channelSchema.describe('How the person would be contacted.'),
    purpose: z.enum(contactPurposes).default('collection').describe('Why they would be contacted.'),
    request: z.enum(requestKinds).optional().describe('With `requested`: what the debtor asked for.'),
    stage: z.enum(stages).optional().describe('Stage of the case; by age of the debt when absent.'),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'write a country as two capitals, such as "PL"')
      .describe(
        'Whose holidays count, and whose zone serves where the debtor’s is not known and there is only one.',
      ),
    zone: name.optional().describe('The debtor’s IANA time zone.'),
    zones: z.array(name).optional().describe('All zones in which the debtor may be; every one must permit.'),
    number: name
      .optional()
      .describe(
        'The debtor’s phone number; the zones that it tells of are added to those in which they may be.',
      ),
    party: z.enum(['consumer', 'business', 'unknown']).default('unknown').describe('Who owes.'),
    balance: amountSchema
      .optional()
      .describe(
        'What is owed, in units of the currency such as 1234.50, not in cents; when absent, enough to be asked for.',
      ),
    minimumBalance: amountSchema
      .default(0)
      .describe('Below this nothing is asked for; in units of the currency, too.'),
    caseOpen: z.boolean().default(true).describe('Whether the case is open and verified.'),
    holds: z.array(name).default([]).describe('Reasons of holds in force, such as "dispute".'),
    agreement: z
      .enum(['promise', 'plan'])
      .optional()
      .describe('What was agreed that the message speaks of, such as a reminder of an instalment.'),
    stops: z.array(z.enum(personStops)).default([]).describe('What stops the person for every creditor.'),
    optedOut: z.boolean().default(false).describe('Whether this address opted out of this channel.'),
    consent: z.enum(consents).optional().describe('What the person said about this channel.'),
    consents: z
      .partialRecord(channelSchema, z.enum(consents))
      .optional()
      .describe('The same for several channels; the one asked about counts.'),
    refusedChannels: z
      .array(channelSchema)
      .default([])
      .describe('Channels that the person asked not to be used, on any address.'),
    inconvenientTimes: z
      .array(inconvenientTimeSchema)
      .default([])
      .describe(
        'When the person asked not to be contacted, by their own clock: `days` of "monday" to "sunday" (all when left out), `from` and `until` such as "08:30"; one over midnight as two.',
      ),
    address: z
      .enum(contactPointStatuses)
      .default('active')
      .describe('Standing of the number or e-mail address.'),
    contacts: z
      .array(contactSchema)
      .default([])
      .describe('Earlier contacts of the person, in any order; `at` as above.'),
    dueDate: dateSchema
      .nullable()
      .default(null)
      .describe('When the oldest part of the debt fell due, such as "2026-02-28".'),
    timeBarredOn: dateSchema
      .nullable()
      .default(null)
      .describe(
        'First day on which the claim is time-barred, where somebody established it; such as "2026-02-28".',
      ),
    lastPaymentAt: instantSchema
      .nullish()
      .describe('The instant at which money last came in, with its offset.'),
    campaignPaused: z.boolean().default(false).describe('Whether a manager has paused the campaign.'),
  })
  .refine(({ pack, packs }) => (pack === undefined) !== (packs === undefined), {
    path: ['packs'],
    message: 'give either pack or packs',
  })
  .refine(({ consent, consents }) => consent === undefined || consents === undefined, {
    path: ['consents'],
    message: 'give either consent or consents',
  })
  .refine(({ zone, zones }) => zone === undefined || zones === undefined, {
    path: ['zones'],
    message: 'give either zone or zones',
  });

export type Question = z.infer<typeof questionSchema>;

/** The schema for those who write questions, of the line as it is written. */
export function questionJsonSchema(): object {
  return z.toJSONSchema(questionSchema, { io: 'input' });
}
