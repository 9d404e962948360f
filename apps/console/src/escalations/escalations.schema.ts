import { z } from 'zod';
import { escalationStatuses } from '#contracts';
import { codeParam, flagParam, instantParam, pageParams } from '../http/requests.schema.js';

export const escalationsQuery = z.object({
  status: z
    .enum([...escalationStatuses, 'open', 'all'])
    .default('open')
    .describe('"open" is all but resolved.'),
  ref: z.string().trim().min(1).optional().describe("The creditor's case number, in full."),
  queue: z.string().optional(),
  agent: z.string().optional().describe('Reference of the agent on whose desk it is.'),
  mine: flagParam.optional().describe('On the desk of the agent whose call this is.'),
  overdue: flagParam.optional().describe('Past their due time, or not.'),
  skill: z.string().optional().describe('A label that whoever takes it must have.'),
  wentFrom: z
    .string()
    .optional()
    .describe('Reference of an agent from whose desk it went to others: too late, away, or passed on.'),
  ...pageParams,
});
export type EscalationsQuery = z.infer<typeof escalationsQuery>;

export const noteRequest = z.strictObject({
  text: z.string().min(1).max(10_000),
  noteId: z.uuid().optional().describe('An id of your own, so that a repeated call writes one note.'),
});
export type NoteRequest = z.infer<typeof noteRequest>;

export const returnRequest = z.strictObject({ reason: codeParam });
export type ReturnRequest = z.infer<typeof returnRequest>;

export const passRequest = z.strictObject({
  to: z.string().min(1).max(64).describe('Reference of the agent who gets it.'),
  reason: codeParam,
});
export type PassRequest = z.infer<typeof passRequest>;

export const resolveRequest = z.discriminatedUnion('next', [
  z.strictObject({ next: z.literal('resume').describe('Outreach goes on where it stands.') }),
  z.strictObject({
    next: z.literal('hold').describe('Outreach rests until an instant, then goes on.'),
    until: instantParam,
    reason: codeParam,
  }),
  z.strictObject({ next: z.literal('close').describe('The case is over.'), reason: codeParam }),
  z.strictObject({
    next: z.literal('stop').describe('No further message until an agent lifts the hold "stopped".'),
  }),
]);
export type ResolveRequest = z.infer<typeof resolveRequest>;

export const noteAnswer = z.object({ id: z.uuid() });
