import { z } from 'zod';
import { waitReasons } from '#domain';
import { handOutEnds, handOutWays } from '../casework/escalation.js';
import { caseView, timelineView } from './case-view.schema.js';
import { instantView, minorView, pageOf, type Page, type PageQuery } from './view-parts.schema.js';

export const escalationStatuses = ['requested', 'assigned', 'claimed', 'resolved'] as const;

/** One escalation as a line of an agent's list. */
export const escalationView = z.object({
  id: z.uuid(),
  status: z.enum(escalationStatuses),
  queue: z.string(),
  reason: z.string().describe('A code such as no-response, dispute or human-requested.'),
  priority: z.int().describe('1 comes first.'),
  agent: z.string().nullable().describe('Reference of the agent it is assigned to or claimed by.'),
  requestedAt: instantView,
  assignedAt: instantView.nullable(),
  dueAt: instantView.nullable().describe('By when an agent is to have dealt with it.'),
  overdue: z.boolean().describe('Past its due time, whoever has it, also when nobody has.'),
  skills: z.array(z.string()).describe('Labels that whoever takes it must have.'),
  passings: z.int().describe('How often it passed on because nobody claimed it in time.'),
  passedFrom: z
    .string()
    .nullable()
    .describe('Reference of the agent from whose desk it went last; it does not go back there by itself.'),
  waitsFor: z
    .enum(waitReasons)
    .nullable()
    .describe(
      'What the latest hand-out found missing; null when it is on a desk, or was not handed out yet.',
    ),
  why: z
    .record(z.string(), z.unknown())
    .nullable()
    .describe('Why it is on this desk: the figures that decided, or who decided and for which reason.'),
  claimedAt: instantView.nullable(),
  resolvedAt: instantView.nullable(),
  resolution: z.string().nullable(),
  case: z.object({
    id: z.uuid(),
    ref: z.string(),
    creditor: z.string(),
    portfolio: z.string(),
    debtor: z.string(),
    balanceMinor: minorView,
    currency: z.string(),
    stage: z.string().nullable(),
    status: z.string(),
  }),
});
export type EscalationView = z.infer<typeof escalationView>;

export const escalationPage = pageOf(escalationView);

export const noteView = z.object({ id: z.uuid(), agent: z.string(), text: z.string(), at: instantView });

/** One stay of an escalation on an agent's desk. */
export const handOutView = z.object({
  agent: z.string(),
  at: instantView,
  dueAt: instantView,
  how: z
    .enum(handOutWays)
    .describe('By a run, between two, claimed from the queue, or by a person to a named agent.'),
  why: z.record(z.string(), z.unknown()),
  ended: z.enum(handOutEnds).nullable(),
  endedAt: instantView.nullable(),
});
export type HandOutView = z.infer<typeof handOutView>;

/** One escalation with its whole story. */
export const escalationStory = z.object({
  escalation: escalationView,
  case: caseView,
  notes: z.array(noteView),
  handOuts: z.array(handOutView).describe('On whose desks it was, the first first.'),
  timeline: timelineView,
});
export type EscalationStory = z.infer<typeof escalationStory>;
export type NoteView = z.infer<typeof noteView>;

export interface EscalationQuery extends PageQuery {
  /** `open` is all but resolved. */
  status: (typeof escalationStatuses)[number] | 'open' | 'all';
  /** The creditor's number of the case. */
  ref?: string;
  queue?: string;
  /** Reference of an agent. */
  agent?: string;
  /** Past their due time, or not. */
  overdue?: boolean;
  /** A label that it asks for. */
  skill?: string;
  /** Reference of an agent from whose desk it went to others. */
  wentFrom?: string;
}

/** The escalations as agents and managers read them. */
export abstract class EscalationBook {
  /** By priority, then age. */
  abstract list(query: EscalationQuery): Promise<Page<EscalationView>>;
  abstract read(id: string): Promise<EscalationView | null>;
  /** By time. */
  abstract notes(id: string): Promise<NoteView[]>;
  /** By time. */
  abstract handOuts(id: string): Promise<HandOutView[]>;
}
