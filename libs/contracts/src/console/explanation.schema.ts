import { z } from 'zod';
import type { AsOf } from './as-of.schema.js';
import { instantView } from './view-parts.schema.js';

const outcome = z.object({
  outcome: z.enum(['allow', 'defer', 'refuse']),
  reason: z.string().nullable().describe('Of a refusal: a code such as opted-out.'),
  until: instantView
    .nullable()
    .describe('Of "defer": the first permitted instant. Of "allow": the end of the contact window.'),
  rule: z.object({ id: z.string(), version: z.int(), pack: z.string(), packVersion: z.int() }),
});
export type DecisionView = z.infer<typeof outcome>;

/** A contact decision, with what it rested on and what deciding again comes to. */
export const explainedDecision = outcome.extend({
  id: z.uuid(),
  legNo: z.int(),
  caseId: z
    .uuid()
    .nullable()
    .describe(
      'Of a message for several cases: which of them it was decided of; the strictest decides. Null otherwise.',
    ),
  decidedAt: instantView,
  policyHash: z.string(),
  facts: z.record(z.string(), z.unknown()),
  resolved: z.record(z.string(), z.unknown()).describe('Zones, holidays and counts as they stood.'),
  replay: z.object({
    result: z
      .enum(['same', 'different', 'policy-unknown'])
      .describe('"different": the record or the code of a rule was changed afterwards.'),
    decision: outcome.nullable().describe('What deciding again says.'),
  }),
});
export type ExplainedDecision = z.infer<typeof explainedDecision>;

const archivedBefore = instantView
  .nullable()
  .describe('Decisions made before it may be archived, and are then not among these; null when none can be.');

/** Why a message went out, waits or did not. */
export const explanationView = z.object({
  messageId: z.uuid(),
  caseIds: z.array(z.uuid()),
  caseRefs: z.array(z.string()).describe("The creditor's numbers of these cases, in their order."),
  purpose: z.string(),
  family: z.string(),
  status: z.string(),
  statusReason: z.string().nullable(),
  createdAt: instantView,
  archivedBefore,
  decisions: z.array(explainedDecision).describe('In the order in which they were made.'),
});
export type ExplanationView = z.infer<typeof explanationView>;

/** A message of a case with the last decision about it by some instant. */
const decidedMessage = explanationView.omit({ decisions: true, archivedBefore: true }).extend({
  status: z.string().describe('As it stands today, whatever instant is asked about.'),
  leftOut: z
    .boolean()
    .describe('Whether the message left, or is to leave, without this case: it was taken out of it.'),
  decisionNo: z.int().describe("The decision's place among all about the message, from 1."),
  laterDecisions: z.int().describe('How many more the message got after that instant.'),
  decision: explainedDecision,
});
export type DecidedMessage = z.infer<typeof decidedMessage>;

/** What had been decided about a case's messages by some instant. */
export const caseDecisionsView = z.object({
  caseId: z.uuid(),
  caseRef: z.string().describe("The creditor's case number."),
  creditor: z.string().describe('Reference of the creditor.'),
  asOf: instantView.describe('The last instant that is looked at; of a date, the last of its day.'),
  firstDecisionAt: instantView
    .nullable()
    .describe('When the first decision ever came, also after that instant; null when there is none.'),
  archivedBefore,
  messages: z
    .array(decidedMessage)
    .describe('Those decided by then, each with its last decision, in the order of these decisions.'),
});
export type CaseDecisionsView = z.infer<typeof caseDecisionsView>;

/** Why messages went out, wait or did not. */
export abstract class DecisionBook {
  /** Null when there is no such message. */
  abstract explain(messageId: string): Promise<ExplanationView | null>;
  /**
   * What had been decided about a case's messages, at or before an instant of business time.
   * @param asOf the present when absent
   * @returns null when there is no such case
   */
  abstract decidedBy(caseId: string, asOf?: AsOf): Promise<CaseDecisionsView | null>;
}
