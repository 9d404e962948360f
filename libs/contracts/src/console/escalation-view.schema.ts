import { z } from 'zod';
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
  overdue: z.boolean(),
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

/** One escalation with its whole story. */
export const escalationStory = z.object({
  escalation: escalationView,
  case: caseView,
  notes: z.array(noteView),
  timeline: timelineView,
});
export type EscalationStory = z.infer<typeof escalationStory>;
export type NoteView = z.infer<typeof noteView>;

export interface EscalationQuery extends PageQuery {
  /** `open` is all but resolved. */
  status: (typeof escalationStatuses)[number] | 'open' | 'all';
  queue?: string;
  /** Reference of an agent. */
  agent?: string;
}

/** The escalations as agents and managers read them. */
export abstract class EscalationBook {
  /** By priority, then age. */
  abstract list(query: EscalationQuery): Promise<Page<EscalationView>>;
  abstract read(id: string): Promise<EscalationView | null>;
  /** By time. */
  abstract notes(id: string): Promise<NoteView[]>;
}
