import { z } from 'zod';
import { instantView, pageOf, type Page, type PageQuery } from './view-parts.schema.js';

/** A row, a case or a payment that waits for a person because its data cannot be trusted. */
export const dataQueueItem = z.object({
  id: z.uuid(),
  case: z.object({ id: z.uuid(), ref: z.string(), status: z.string() }).nullable(),
  importRunId: z.uuid().nullable(),
  line: z.int().nullable().describe('Line of the imported file.'),
  faults: z.unknown().describe('What is wrong, each with a code.'),
  row: z.unknown().describe('The row as it came, where it could not become a case.'),
  createdAt: instantView,
  resolvedAt: instantView.nullable(),
  resolvedBy: z.string().nullable(),
});
export type DataQueueItem = z.infer<typeof dataQueueItem>;
export const dataQueuePage = pageOf(dataQueueItem);

export interface DataQueueQuery extends PageQuery {
  /** Those resolved instead of those that wait. */
  resolved: boolean;
}

export type DataQueueResolution =
  | { kind: 'resolved'; item: DataQueueItem; caseOpened: boolean }
  | { kind: 'alreadyResolved' }
  | { kind: 'notFound' };

/** What failed data verification. */
export abstract class DataQueue {
  /** The oldest first. */
  abstract list(query: DataQueueQuery): Promise<Page<DataQueueItem>>;
  /**
   * A person vouches for the data: when nothing else about the case waits, it opens and campaigns may take it in.
   */
  abstract resolve(id: string, actor: string): Promise<DataQueueResolution>;
}
