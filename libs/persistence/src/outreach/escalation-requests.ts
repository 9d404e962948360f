import { v7 as uuidv7 } from 'uuid';
import type { CaseEvent } from '#contracts';
import { insertEvents } from '../casework/records.sql.js';
import type { Queryable } from '../database.js';
import { keyedBatch } from '../keyed-batch.js';

/** What a step asks of human agents. */
export interface EscalationRequest {
  id: string;
  caseId: string;
  personId: string;
  creditorId: string;
  enrolmentId: string | null;
  origin: string;
  queue: string;
  reason: string;
  /** 1 (most urgent) to 5. */
  priority: number;
  slaBusinessDays: number;
  /** Labels that whoever takes it must have; letters, digits and dashes. */
  skills?: readonly string[];
}

/** Steps of a cadence and rules of a policy ask by themselves. */
const ACTOR = 'system:cadence';

/** Requests escalations, and records that they were; the escalation run assigns them on the creditor's schedule. One origin asks once. */
export async function requestEscalations(
  tx: Queryable,
  now: number,
  requests: EscalationRequest[],
): Promise<void> {
  if (requests.length === 0) return;
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO escalations (id, case_id, person_id, creditor_id, enrolment_id, origin, queue, reason, priority,
                              sla_business_days, skills, requested_at)
     SELECT id, case_id, person_id, creditor_id, enrolment_id, origin, queue, reason, priority, sla,
       string_to_array(skills, ','), to_timestamp($1::float8 / 1000)
     FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::text[],
                 $10::smallint[], $11::smallint[], $12::text[])
       AS r(id, case_id, person_id, creditor_id, enrolment_id, origin, queue, reason, priority, sla, skills)
     ON CONFLICT (case_id, origin) DO NOTHING RETURNING id`,
    [
      now,
      requests.map((r) => r.id),
      requests.map((r) => r.caseId),
      requests.map((r) => r.personId),
      requests.map((r) => r.creditorId),
      requests.map((r) => r.enrolmentId),
      requests.map((r) => r.origin),
      requests.map((r) => r.queue),
      requests.map((r) => r.reason),
      requests.map((r) => r.priority),
      requests.map((r) => r.slaBusinessDays),
      // Rows of a set cannot hold arrays of their own; labels have no commas.
      requests.map((r) => (r.skills ?? []).join(',')),
    ],
  );
  const added = new Set(rows.map((row) => row.id));
  const events = requests
    .filter((request) => added.has(request.id))
    .map((request): CaseEvent => ({
      id: uuidv7({ msecs: now }),
      caseId: request.caseId,
      personId: request.personId,
      kind: 'escalation.requested',
      actor: ACTOR,
      detail: {
        escalation: request.id,
        queue: request.queue,
        reason: request.reason,
        priority: request.priority,
      },
      at: now,
    }));
  if (events.length > 0) await insertEvents(tx, events);
}

/** Stores the stages that cases have reached; a stage never goes back. */
export async function storeStages(tx: Queryable, caseIds: string[], stages: string[]): Promise<void> {
  if (caseIds.length === 0) return;
  await tx.query({
    name: 'store-stages',
    text: `UPDATE cases c SET stage = u.stage FROM ${keyedBatch(1, 'u', { id: 'uuid', stage: 'text' })} WHERE c.id = u.id`,
    values: [caseIds, stages],
  });
}
