import type { AuditEntry, CaseEvent, CaseRecords, Interaction, WakeUp } from '#contracts';
import type { Queryable } from '../database.js';
import { columns, jsonColumn } from './columns.js';

/** Writes the record of a change: what happened, what the debtor did, who did it, and whom it wakes. */
export async function writeRecords(tx: Queryable, records: CaseRecords): Promise<void> {
  if (records.events?.length) await insertEvents(tx, records.events);
  if (records.interactions?.length) await insertInteractions(tx, records.interactions);
  if (records.audit?.length) await insertAudit(tx, records.audit);
  if (records.wakeUps?.length) await insertWakeUps(tx, records.wakeUps);
}

export async function insertEvents(tx: Queryable, events: CaseEvent[]): Promise<void> {
  await tx.query(
    `INSERT INTO case_events (id, case_id, person_id, kind, actor, detail, at)
     SELECT id, case_id, person_id, kind, actor, detail, to_timestamp(at / 1000)
     FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::jsonb[], $7::float8[])
       AS e(id, case_id, person_id, kind, actor, detail, at)`,
    [
      ...columns(events, 'id', 'caseId', 'personId', 'kind', 'actor'),
      jsonColumn(events, 'detail'),
      ...columns(events, 'at'),
    ],
  );
}

async function insertInteractions(tx: Queryable, interactions: Interaction[]): Promise<void> {
  await tx.query(
    `INSERT INTO interactions (id, person_id, case_id, message_id, kind, channel, counts_as_response, detail, at)
     SELECT id, person_id, case_id, message_id, kind, channel, counts, detail, to_timestamp(at / 1000)
     FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::boolean[], $8::jsonb[],
       $9::float8[]) AS i(id, person_id, case_id, message_id, kind, channel, counts, detail, at)`,
    [
      ...columns(
        interactions,
        'id',
        'personId',
        'caseId',
        'messageId',
        'kind',
        'channel',
        'countsAsResponse',
      ),
      jsonColumn(interactions, 'detail'),
      ...columns(interactions, 'at'),
    ],
  );
}

async function insertAudit(tx: Queryable, entries: AuditEntry[]): Promise<void> {
  await tx.query(
    `INSERT INTO audit (id, actor, action, subject_kind, subject_id, detail, at)
     SELECT id, actor, action, subject_kind, subject_id, detail, to_timestamp(at / 1000)
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::jsonb[], $7::float8[])
       AS a(id, actor, action, subject_kind, subject_id, detail, at)`,
    [
      ...columns(entries, 'id', 'actor', 'action', 'subjectKind', 'subjectId'),
      jsonColumn(entries, 'detail'),
      ...columns(entries, 'at'),
    ],
  );
}

export async function insertWakeUps(tx: Queryable, wakeUps: WakeUp[]): Promise<void> {
  await tx.query(
    `INSERT INTO wake_ups (case_id, kind, at)
     SELECT case_id, kind, to_timestamp(at / 1000)
     FROM unnest($1::uuid[], $2::text[], $3::float8[]) AS w(case_id, kind, at)`,
    columns(wakeUps, 'caseId', 'kind', 'at'),
  );
}
