import { v7 as uuidv7 } from 'uuid';
import type { CaseEventKind, HandOffAddress, OutgoingHandOff } from '#contracts';
import { insertEvents } from '../casework/records.sql.js';
import type { Queryable } from '../database.js';
import { requestEscalations } from '../outreach/escalation-requests.js';
import { HELD_BY, OUTGOING_FROM, type OutgoingRow } from './outgoing.sql.js';

export const ACTOR = 'system:hand-offs';
const HIGH = 2;

/** Approved, for the destination of $1 and $2 but not for creditors among $3. */
export const FOR_ADDRESS = `h.status = 'approved' AND h.destination = $1 AND ($2::text IS NULL OR k.ref = $2)
  AND NOT (k.ref = ANY($3))`;
/** Still owed, and nothing speaks against it. */
export const FREE = `c.status = 'open' AND c.balance_minor > 0 AND cardinality(${HELD_BY}) = 0`;

export function whose({ key, creditorRef, except }: HandOffAddress): unknown[] {
  return [key, creditorRef, except];
}

/** What is paid or closed by now is handed to nobody. */
export async function withdrawSettled(tx: Queryable, address: HandOffAddress, now: number): Promise<void> {
  const { rows } = await tx.query<OutgoingRow>(
    `WITH over AS (
       SELECT h.id FROM ${OUTGOING_FROM}
       WHERE ${FOR_ADDRESS} AND (c.status = 'closed' OR c.balance_minor <= 0) FOR UPDATE OF h SKIP LOCKED
     )
     UPDATE hand_offs h SET status = 'withdrawn', next_try_at = NULL FROM over WHERE h.id = over.id
     RETURNING h.id, h.case_id AS "caseId", h.person_id AS "personId", h.destination AS "to"`,
    whose(address),
  );
  await tell(tx, 'hand_off.withdrawn', rows, now, ACTOR);
}

/** Nothing is lost: what could not be given out is an agent's. */
export async function giveUp(
  tx: Queryable,
  handOffs: readonly OutgoingHandOff[],
  error: string,
  at: number,
): Promise<void> {
  if (handOffs.length === 0) return;
  const { rows } = await tx.query<{ id: string }>(
    `UPDATE hand_offs SET status = 'failed', last_error = $2, next_try_at = NULL
     WHERE id = ANY($1) AND status = 'approved' RETURNING id`,
    [handOffs.map(({ id }) => id), error],
  );
  const failed = new Set(rows.map(({ id }) => id));
  const ours = handOffs.filter(({ id }) => failed.has(id));
  await tell(tx, 'hand_off.failed', ours, at, ACTOR, () => ({ error }));
  await requestEscalations(
    tx,
    at,
    ours.map(({ id, caseId, personId, creditorId }) => ({
      id: uuidv7({ msecs: at }),
      ...{ caseId, personId, creditorId, enrolmentId: null },
      origin: `hand-off:${id}`,
      queue: 'decisions',
      reason: 'hand-off-failed',
      priority: HIGH,
      slaBusinessDays: 1,
    })),
  );
}

export async function tell(
  tx: Queryable,
  kind: CaseEventKind,
  handOffs: readonly Pick<OutgoingHandOff, 'id' | 'caseId' | 'personId' | 'to'>[],
  at: number,
  actor: string,
  detail: (handOff: { id: string }) => Record<string, unknown> = () => ({}),
): Promise<void> {
  if (handOffs.length === 0) return;
  await insertEvents(
    tx,
    handOffs.map(({ id, caseId, personId, to }) => ({
      ...{ id: uuidv7({ msecs: at }), caseId, personId, kind, actor, at },
      detail: { handOff: id, to, ...detail({ id }) },
    })),
  );
}
