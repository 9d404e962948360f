import { z } from 'zod';
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

/** Why a message went out, waits or did not. */
export const explanationView = z.object({
  messageId: z.uuid(),
  caseIds: z.array(z.uuid()),
  purpose: z.string(),
  family: z.string(),
  status: z.string(),
  statusReason: z.string().nullable(),
  createdAt: instantView,
  decisions: z.array(explainedDecision).describe('In the order in which they were made.'),
});
export type ExplanationView = z.infer<typeof explanationView>;

export abstract class DecisionBook {
  /** Null when there is no such message. */
  abstract explain(messageId: string): Promise<ExplanationView | null>;
}
