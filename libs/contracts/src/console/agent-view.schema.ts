import { z } from 'zod';
import {
  type Absence,
  absenceSchema,
  languages,
  workingHoursChangeSchema,
  workingHoursSchema,
  zoneSchema,
} from '#domain';

const label = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'lower-case letters, digits and dashes');

/** Escalations that an agent of whom nothing else is said has on the desk at once; the table of agents says the same. */
export const USUAL_CAPACITY = 40;

/** Each part of a profile that may be given, and changed, by itself. */
const parts = {
  name: z.string().trim().min(1).max(200),
  email: z.email().nullable().describe('Where the mail of the day goes; null: none is sent.'),
  queues: z.array(label).min(1).max(50).describe('Queues whose escalations the agent is given.'),
  languages: z
    .array(z.enum(languages))
    .max(languages.length)
    .describe('Of debtors to whom the agent can speak; empty: any.'),
  kinds: z
    .array(z.enum(['consumer', 'business']))
    .max(2)
    .describe('Debtors taken; empty: both.'),
  skills: z.array(label).max(50).describe('Labels that a campaign’s step may ask for.'),
  zone: zoneSchema.describe('IANA zone on whose wall clock the hours are.'),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'a country is two capital letters, such as PL')
    .describe('Whose public holidays are free.'),
  capacity: z.int().min(0).max(10_000).describe('Escalations on the desk at once.'),
  dailyLimit: z
    .int()
    .min(0)
    .max(10_000)
    .nullable()
    .describe('New escalations a day, claimed ones included; null: no limit but the capacity.'),
  lead: z.boolean().describe('Gets what was passed on too often, and may pass on what colleagues have.'),
  active: z.boolean(),
};

const ref = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'up to 64 letters, digits, dots, dashes or underscores')
  .describe('By which the agent signs calls, in X-Dunlin-Agent.');

const absences = z
  .array(absenceSchema)
  .max(100)
  .describe('Days away, from–to, both included; given, they replace those on record.');

const hours = workingHoursSchema.describe(
  'Hours by weekday, as "08:00-16:00"; a weekday left out is free. Office hours unless given.',
);

/** What is known of an agent, and may be given. Zone and country are those of the first creditor unless given. */
export const agentProfile = z.strictObject({
  ref,
  ...parts,
  email: parts.email.default(null),
  queues: parts.queues.default(['collections']),
  languages: parts.languages.default([]),
  kinds: parts.kinds.default([]),
  skills: parts.skills.default([]),
  zone: parts.zone.optional(),
  country: parts.country.optional(),
  hours: hours.optional(),
  absences: absences.default([]),
  capacity: parts.capacity.default(USUAL_CAPACITY),
  dailyLimit: parts.dailyLimit.default(null),
  lead: parts.lead.default(false),
  active: parts.active.default(true),
});
export type AgentProfile = z.infer<typeof agentProfile>;

/** Parts of the profile that may change: what is not named stays. The reference stays, since the record names it. */
export const agentChange = z
  .strictObject({
    ...parts,
    hours: workingHoursChangeSchema.describe('Weekdays that are not named stay; null makes one free.'),
    absences,
  })
  .partial();
export type AgentChange = z.infer<typeof agentChange>;

/** An agent as a file describes them: what is not named is left as it is, or taken as the profile has it. */
export const agentOfFile = agentChange.omit({ active: true }).extend({ ref, name: parts.name });
export type AgentOfFile = z.infer<typeof agentOfFile>;

export const agentView = z.object({
  id: z.uuid(),
  ref: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  queues: z.array(z.string()),
  languages: z.array(z.string()),
  kinds: z.array(z.string()),
  skills: z.array(z.string()),
  zone: z.string(),
  country: z.string(),
  hours: workingHoursSchema,
  absences: z.array(absenceSchema),
  capacity: z.int(),
  dailyLimit: z.int().nullable(),
  lead: z.boolean(),
  active: z.boolean(),
  open: z.int().describe('Escalations on the desk: assigned or claimed, not resolved.'),
  claimed: z.int().describe('Of those, claimed.'),
  overdue: z.int().describe('Of those on the desk, past their time.'),
  newToday: z.int().describe('What came to the desk on the agent’s present day.'),
});
export type AgentView = z.infer<typeof agentView>;

/** The people who take escalations. */
export abstract class AgentRoster {
  abstract list(): Promise<AgentView[]>;
  abstract read(ref: string): Promise<AgentView | null>;
  /** Null when the reference is taken. */
  abstract add(profile: AgentProfile, actor: string): Promise<AgentView | null>;
  /** Null when there is no such agent. */
  abstract change(ref: string, change: AgentChange, actor: string): Promise<AgentView | null>;
  /** Adds days away; those on record stay. Null when there is no such agent. */
  abstract addAbsence(ref: string, absence: Absence, actor: string): Promise<AgentView | null>;
  /** Takes back days away that begin on this date (YYYY-MM-DD). Null when there is no such agent. */
  abstract removeAbsence(ref: string, from: string, actor: string): Promise<AgentView | null>;
}
