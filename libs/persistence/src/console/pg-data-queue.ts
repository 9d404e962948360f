import { v7 as uuidv7 } from 'uuid';
import {
  DataQueue,
  type DataQueueItem,
  type DataQueueQuery,
  type DataQueueResolution,
  type Page,
} from '#contracts';
import { lockPersons } from '../casework/locks.js';
import { writeRecords } from '../casework/records.sql.js';
import type { Database, Queryable } from '../database.js';
import { businessNow } from '../outreach/business-now.js';
import { cutPage, iso } from './view.sql.js';

const VIEW = `
  SELECT q.id, CASE WHEN c.id IS NOT NULL THEN json_build_object('id', c.id, 'ref', c.ref, 'status', c.status) END AS "case",
    q.import_run_id AS "importRunId", q.line, q.faults, q.row_data AS row, ${iso('q.created_at')} AS "createdAt",
    ${iso('q.resolved_at')} AS "resolvedAt", q.resolved_by AS "resolvedBy"
  FROM data_queue q LEFT JOIN cases c ON c.id = q.case_id`;

const LIST = `${VIEW}
  WHERE (q.resolved_at IS NOT NULL) = $1
    AND ($2::uuid IS NULL OR (q.created_at, q.id) > (SELECT s.created_at, s.id FROM data_queue s WHERE s.id = $2))
  ORDER BY q.created_at, q.id LIMIT $3`;

/** Opens a case that was being verified, unless something else about it still waits. */
const OPEN_CASE = `
  UPDATE cases SET status = 'open', verification_faults = '{}'
  WHERE id = $1 AND status = 'verifying'
    AND NOT EXISTS (SELECT FROM data_queue WHERE case_id = $1 AND resolved_at IS NULL)`;

/** What failed data verification, for the console. */
export class PgDataQueue extends DataQueue {
  constructor(private readonly db: Database) {
    super();
  }

  async list(query: DataQueueQuery): Promise<Page<DataQueueItem>> {
    const { rows } = await this.db.query<DataQueueItem>(LIST, [
      query.resolved,
      query.after ?? null,
      query.limit + 1,
    ]);
    return cutPage(rows, query.limit);
  }

  resolve(id: string, actor: string): Promise<DataQueueResolution> {
    return this.db.transaction(async (tx) => {
      const owner = await this.owner(tx, id);
      if (owner === null) return { kind: 'notFound' };
      // Before the row itself, in the order of imports, which lock the person of a case that they change.
      if (owner.personId !== null) await lockPersons(tx, [owner.personId]);
      const at = await businessNow(tx);
      const { rowCount } = await tx.query(
        `UPDATE data_queue SET resolved_at = to_timestamp($2::float8 / 1000), resolved_by = $3
         WHERE id = $1 AND resolved_at IS NULL`,
        [id, at, actor],
      );
      if (rowCount === 0) return { kind: 'alreadyResolved' };
      const caseOpened = owner.caseId !== null && (await openCase(tx, owner.caseId));
      await this.record(tx, { id, ...owner, caseOpened }, actor, at);
      const { rows } = await tx.query<DataQueueItem>(`${VIEW} WHERE q.id = $1`, [id]);
      return { kind: 'resolved', item: rows[0] as DataQueueItem, caseOpened };
    });
  }

  private async owner(
    tx: Queryable,
    id: string,
  ): Promise<{ caseId: string | null; personId: string | null } | null> {
    const { rows } = await tx.query<{ caseId: string | null; personId: string | null }>(
      `SELECT c.id AS "caseId", c.person_id AS "personId" FROM data_queue q LEFT JOIN cases c ON c.id = q.case_id
       WHERE q.id = $1`,
      [id],
    );
    return rows[0] ?? null;
  }

  private async record(
    tx: Queryable,
    item: { id: string; caseId: string | null; personId: string | null; caseOpened: boolean },
    actor: string,
    at: number,
  ): Promise<void> {
    const { caseId, personId } = item;
    const opened = item.caseOpened && caseId !== null && personId !== null ? { caseId, personId } : null;
    const subject = { subjectKind: 'data_queue', subjectId: item.id, detail: { case: caseId } };
    await writeRecords(tx, {
      audit: [{ id: uuidv7({ msecs: at }), actor, action: 'data-queue.resolve', ...subject, at }],
      events:
        opened === null
          ? []
          : [{ id: uuidv7({ msecs: at }), ...opened, kind: 'case.verified', actor, detail: {}, at }],
      wakeUps: opened === null ? [] : [{ caseId: opened.caseId, kind: 'case.imported', at }],
    });
  }
}

async function openCase(tx: Queryable, caseId: string): Promise<boolean> {
  const { rowCount } = await tx.query(OPEN_CASE, [caseId]);
  return rowCount === 1;
}
