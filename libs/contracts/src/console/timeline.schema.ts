import { z } from 'zod';
import { instantView } from './view-parts.schema.js';

const detail = z.record(z.string(), z.unknown());

const legView = z.object({
  no: z.int(),
  channel: z.string(),
  language: z.string(),
  template: z.string().describe('Version of the template that it was written with.'),
  subject: z.string().nullable(),
  to: z.string().nullable().describe('Role of the contact person whose address it went to.'),
  body: z
    .string()
    .describe('As it was written, with "(link)" for each link: its address is known to the debtor alone.'),
  status: z.string(),
  errorCode: z.string().nullable(),
  acceptedAt: instantView.nullable(),
  deliveredAt: instantView.nullable(),
  readAt: instantView.nullable(),
  failedAt: instantView.nullable(),
});

const messageEntry = z.object({
  type: z.literal('message'),
  at: instantView,
  id: z.uuid(),
  purpose: z.string(),
  origin: z.string().describe('What it comes from: step, event, agent or portal.'),
  family: z.string(),
  forRole: z
    .string()
    .nullable()
    .describe('Role of the contact person that it is for; a leg to somebody else found nobody of that role.'),
  status: z.string(),
  statusReason: z.string().nullable(),
  legs: z.array(legView),
});

const decisionEntry = z.object({
  type: z.literal('decision'),
  at: instantView,
  id: z.uuid(),
  messageId: z.uuid(),
  legNo: z.int(),
  outcome: z.enum(['allow', 'defer', 'refuse']),
  rule: z.string().describe('The contact rule that decided.'),
  until: instantView
    .nullable()
    .describe('Of "defer": the first permitted instant. Of "allow": the end of the window.'),
});

const receiptEntry = z.object({
  type: z.literal('receipt'),
  at: instantView,
  messageId: z.uuid(),
  legNo: z.int(),
  kind: z.string(),
  provider: z.string(),
  errorCode: z.string().nullable(),
});

const interactionEntry = z.object({
  type: z.literal('interaction'),
  at: instantView,
  id: z.uuid(),
  kind: z.string(),
  channel: z.string().nullable(),
  messageId: z.uuid().nullable(),
  countsAsResponse: z.boolean(),
  detail,
});

const eventEntry = z.object({
  type: z.literal('event'),
  at: instantView,
  id: z.uuid(),
  kind: z.string(),
  actor: z.string(),
  detail,
});

const visitEntry = z.object({
  type: z.literal('visit'),
  at: instantView,
  id: z.uuid(),
  messageId: z.uuid(),
  kind: z.string(),
  by: z.string().describe('person, scanner or mail_proxy; only a person counts.'),
});

const noteEntry = z.object({
  type: z.literal('note'),
  at: instantView,
  id: z.uuid(),
  escalationId: z.uuid(),
  agent: z.string(),
  text: z.string(),
});

const callEntry = z.object({
  type: z.literal('call'),
  at: instantView,
  messageId: z.uuid(),
  legNo: z.int(),
  dialogue: z.string().describe('Version of the dialogue that it followed.'),
  verified: z.boolean().describe('Whether the person showed who they are.'),
  outcome: z.string().nullable().describe('How it ended; null when the caller hung up, or is still there.'),
  seconds: z.int().nullable(),
  turns: z
    .array(
      z.object({
        heard: z.string().describe('What was understood, by name; keys of a check of identity are not kept.'),
        said: z.array(z.string()).describe('Names of the texts that were said.'),
        words: z
          .array(z.string())
          .nullable()
          .describe('These texts as they were said; null if not known any more.'),
      }),
    )
    .describe('The transcript.'),
});

/** One thing that happened about a case. */
export const timelineEntry = z.discriminatedUnion('type', [
  messageEntry,
  decisionEntry,
  receiptEntry,
  interactionEntry,
  eventEntry,
  visitEntry,
  noteEntry,
  callEntry,
]);
