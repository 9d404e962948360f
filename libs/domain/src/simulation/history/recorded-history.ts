import { z } from 'zod';
import { isZone } from '../../calendar/is-zone.js';
import { channels } from '../../cadence/channel.js';
import { promiseStates } from '../../cadence/case-facts.js';
import { stages } from '../../cadence/stage.js';
import { contactChannels, personStops } from '../../policy/contact-facts.js';
import { inconvenientTimeSchema } from '../../policy/inconvenient-time.js';
import { contactRoles } from '../../profile/contact-role.js';

/** What happened under a campaign, without names and addresses, so that a simulation can live through it again. */

/** Epoch milliseconds of business time. */
const instantSchema = z
  .int()
  .min(Date.UTC(2000, 0, 1))
  .max(Date.UTC(2100, 0, 1));
const zoneSchema = z.string().refine(isZone, { message: 'is no time zone' });
const amountSchema = z.int().min(0);

const pointSchema = z.strictObject({
  address: z.string().describe('Tells addresses apart: a keyed hash.'),
  kind: z.enum(['phone', 'email']),
  usable: z.boolean(),
  zones: z.array(zoneSchema),
  role: z.enum(contactRoles).nullable(),
  consents: z
    .partialRecord(z.enum(contactChannels), z.enum(['given', 'withdrawn']))
    .describe('What was said about being contacted there, by channel; texts are sms.'),
});

const caseSchema = z.strictObject({
  ref: z.string().describe('Number of the case behind its creditor’s.'),
  person: z.string(),
  creditor: z.string(),
  kind: z.enum(['consumer', 'business']),
  language: z.string(),
  currency: z.string(),
  country: z.string(),
  zone: zoneSchema.nullable(),
  portfolioZone: zoneSchema,
  packs: z.array(z.string()).describe('Policy packs of the portfolio.'),
  dueDate: z.iso.date(),
  timeBarredOn: z.iso.date().nullable(),
  balanceMinor: amountSchema,
  minimumBalanceMinor: amountSchema,
  stage: z.enum(stages),
  promise: z.enum(promiseStates),
  attributes: z.record(z.string(), z.string()),
  history: z.strictObject({
    payments: z.int(),
    contacts: z.int(),
    brokenPromises: z.int(),
    campaigns: z.array(z.string()),
  }),
  inconvenientTimes: z.array(inconvenientTimeSchema),
  verified: z.boolean(),
  points: z.array(pointSchema),
  channels: z.array(z.enum(channels)),
  knownFrom: instantSchema.describe('When the case came in.'),
});

const stepSchema = { case: z.string(), step: z.string(), occurrence: z.int().min(1) };

/** One leg that left, and what became of it. */
const legSchema = z.strictObject({
  ...stepSchema,
  covers: z
    .array(z.string())
    .min(2)
    .optional()
    .describe('All cases that its message told of, where those were several; `case` is among them.'),
  leg: z.int().min(1),
  channel: z.enum(channels),
  at: instantSchema,
  arrivedAt: instantSchema.nullable(),
  failed: z
    .strictObject({
      at: instantSchema,
      fallback: z.boolean().describe('Whether another channel may do what this one could not.'),
      invalidPoint: z.boolean().describe('Whether the address is wrong.'),
      suppress: z.boolean().describe('Whether the channel is blocked at the address from then on.'),
      released: z.boolean().describe('Proved not to have been accepted, so that it counts against no cap.'),
    })
    .nullable(),
  talkedAt: instantSchema.nullable().describe('When the called person had shown who they are.'),
});

/** What an agent was asked for by a step, or by a rule of policy that leaves its message to a person. */
const workSchema = z.strictObject({
  ...stepSchema,
  review: z.boolean(),
  answeredAt: instantSchema.nullable(),
});

/** What a lead was asked to approve, and decided; null: they let the time pass. */
const handOffSchema = z.strictObject({
  ...stepSchema,
  decidedAt: instantSchema.nullable(),
  approved: z.boolean(),
});

const ofCase = { at: instantSchema, case: z.string() };
const ofPerson = { at: instantSchema };

const happeningSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('paid'), ...ofCase, amountMinor: amountSchema }),
  z.strictObject({ kind: z.literal('lowered'), ...ofCase, amountMinor: amountSchema }),
  z.strictObject({ kind: z.literal('responded'), ...ofCase }),
  z.strictObject({
    kind: z.literal('held'),
    at: instantSchema,
    case: z.string().nullable().describe('Null: all of the person’s.'),
    hold: z.string(),
    reason: z.string(),
    until: instantSchema.nullable(),
  }),
  z.strictObject({ kind: z.literal('released'), ...ofPerson, hold: z.string() }),
  z.strictObject({ kind: z.literal('given-to-agent'), ...ofCase, work: z.string() }),
  z.strictObject({ kind: z.literal('agent-answered'), ...ofCase, work: z.string() }),
  z.strictObject({ kind: z.literal('promise'), ...ofCase, state: z.enum(promiseStates) }),
  z.strictObject({ kind: z.literal('verified'), ...ofCase }),
  z.strictObject({ kind: z.literal('closed'), ...ofCase }),
  z.strictObject({
    kind: z.literal('opted-out'),
    ...ofPerson,
    address: z.string(),
    channel: z.enum(contactChannels),
  }),
  z.strictObject({ kind: z.literal('unusable'), ...ofPerson, address: z.string() }),
  z.strictObject({ kind: z.literal('stopped'), ...ofPerson, stop: z.enum(personStops) }),
  z.strictObject({ kind: z.literal('stop-lifted'), ...ofPerson, stop: z.enum(personStops) }),
  z.strictObject({ kind: z.literal('refused-channel'), ...ofPerson, channel: z.enum(contactChannels) }),
  z
    .strictObject({
      kind: z.literal('contacted'),
      at: instantSchema,
      case: z.string().nullable().describe('Null: several of the person’s, so that it counts for each.'),
      channel: z.enum(channels),
    })
    .describe('By something else than the campaign: a reminder of a promise, another campaign, an agent.'),
]);

/** One line of a history: a person, their cases and all that happened to them, in the order of time. */
export const recordedPersonSchema = z.strictObject({
  person: z.string(),
  cases: z.array(caseSchema).min(1),
  legs: z.array(legSchema),
  work: z.array(workSchema),
  handOffs: z.array(handOffSchema),
  happenings: z.array(happeningSchema),
});

/** The first line of a history. */
export const historyHeadSchema = z.strictObject({
  history: z.literal('dunlin/1'),
  campaign: z.string().describe('Key of the campaign whose contacts are recorded.'),
  versions: z.array(z.int()).describe('Its versions that were live meanwhile.'),
  from: instantSchema.describe('When it was launched.'),
  until: instantSchema.describe('When the history was written.'),
  pauses: z
    .array(z.strictObject({ from: instantSchema, until: instantSchema.nullable() }))
    .describe('When the campaign was paused; null: it still is.'),
});

/** Numbers of all cases that a leg was about. */
export function casesOf(leg: Pick<RecordedLeg, 'case' | 'covers'>): readonly string[] {
  return leg.covers ?? [leg.case];
}

export type RecordedPerson = z.infer<typeof recordedPersonSchema>;
export type RecordedCase = z.infer<typeof caseSchema>;
export type RecordedLeg = z.infer<typeof legSchema>;
export type RecordedWork = z.infer<typeof workSchema>;
export type RecordedHandOff = z.infer<typeof handOffSchema>;
export type Happening = z.infer<typeof happeningSchema>;
export type HistoryHead = z.infer<typeof historyHeadSchema>;

/** What a simulation is told of the past, person by person. */
export type RecordedHistory = ReadonlyMap<string, RecordedPerson>;
