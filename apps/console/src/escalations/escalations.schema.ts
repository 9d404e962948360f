import { z } from 'zod';
import { escalationStatuses } from '#contracts';
import { codeParam, instantParam, pageParams } from '../http/requests.schema.js';

export const escalationsQuery = z.object({
  status: z
    .enum([...escalationStatuses, 'open', 'all'])
    .default('open')
    .describe('"open" is all but resolved.'),
  queue: z.string().optional(),
  agent: z.string().optional().describe('Reference of an agent.'),
  ...pageParams,
});
export type EscalationsQuery = z.infer<typeof escalationsQuery>;

export const noteRequest = z.strictObject({
  text: z.string().min(1).max(10_000),
  noteId: z.uuid().optional().describe('An id of your own, so that a repeated call writes one note.'),
});
export type NoteRequest = z.infer<typeof noteRequest>;

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
