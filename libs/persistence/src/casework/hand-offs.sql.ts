import type { HandOffDecision, HandOffRecord } from '#contracts';
import type { Queryable } from '../database.js';

const HAND_OFF = `SELECT id, case_id AS "caseId", person_id AS "personId", status, hold_id AS "holdId",
  decided_by AS "decidedBy" FROM hand_offs`;

type Row = HandOffRecord & Record<string, unknown>;

/** Locked, so that nobody else decides about it, and no scheduler lets it lapse, meanwhile. */
export async function lockHandOff(tx: Queryable, id: string): Promise<HandOffRecord | null> {
  const { rows } = await tx.query<Row>(`${HAND_OFF} WHERE id = $1 FOR UPDATE`, [id]);
  return rows[0] ?? null;
}

export async function waitingHandOffs(tx: Queryable, caseIds: string[]): Promise<HandOffRecord[]> {
  const { rows } = await tx.query<Row>(`${HAND_OFF} WHERE case_id = ANY($1) AND status = 'waiting'`, [
    caseIds,
  ]);
  return rows;
}

export async function decideHandOff(
  tx: Queryable,
  id: string,
  { status, by, reason, at }: HandOffDecision,
): Promise<void> {
  await tx.query(
    `UPDATE hand_offs SET status = $2, decided_by = $3, reason = $4, decided_at = to_timestamp($5::float8 / 1000),
       next_try_at = CASE WHEN $2 = 'approved' THEN now() END
     WHERE id = $1`,
    [id, status, by, reason, at],
  );
}
