import { z } from 'zod';
import { instantView, minorView, pageOf, type Page, type PageQuery } from '../console/view-parts.schema.js';
import { handOffFiguresSchema } from './hand-off-document.schema.js';
import { handOffStatuses } from './hand-off.js';

/** One hand-off, as managers see it. */
export const handOffView = z.object({
  id: z.uuid(),
  to: z.string().describe('Key of the destination.'),
  status: z
    .enum(handOffStatuses)
    .describe('"waiting" for a person; "approved" and on its way; "given" out; "failed" for good.'),
  campaign: z.string(),
  step: z.string(),
  requestedAt: instantView,
  decideBy: instantView.nullable().describe('By when a person decides; it lapses then.'),
  decidedAt: instantView.nullable(),
  decidedBy: z.string().nullable().describe('Who approved or refused it; null where nobody was asked.'),
  reason: z.string().nullable().describe('Code of a refusal.'),
  givenAt: instantView.nullable(),
  given: handOffFiguresSchema.nullable().describe('What was given out, but for who the debtor is.'),
  batch: z.int().nullable().describe('Number of the file that it is in.'),
  tries: z.int(),
  lastError: z.string().nullable().describe('Why the latest try failed, as a code.'),
  heldBy: z.array(z.string()).describe('Reasons for which an approved one does not leave yet.'),
  case: z.object({
    id: z.uuid(),
    ref: z.string(),
    creditor: z.string(),
    debtor: z.string(),
    balanceMinor: minorView,
    currency: z.string(),
    stage: z.string().nullable(),
    status: z.string(),
  }),
});
export type HandOffView = z.infer<typeof handOffView>;

export const handOffPage = pageOf(handOffView);

export interface HandOffQuery extends PageQuery {
  status: (typeof handOffStatuses)[number] | 'all';
  to?: string;
  /** The creditor's number of the case. */
  ref?: string;
}

/** Hand-offs as managers read them. */
export abstract class HandOffBook {
  /** The one asked for first comes first. */
  abstract list(query: HandOffQuery): Promise<Page<HandOffView>>;
  abstract read(id: string): Promise<HandOffView | null>;
}
