import type { HoldRecord } from '#contracts';
import type { Queryable } from '../database.js';
import { millis } from './columns.js';

interface HoldRow {
  id: string;
  person_id: string;
  case_id: string | null;
  reason: string;
  placed_by: string;
  placed_at: Date;
  until: Date | null;
}

const ACTIVE_HOLD = `SELECT id, person_id, case_id, reason, placed_by, placed_at, until FROM holds
  WHERE lifted_at IS NULL AND (until IS NULL OR until > business_now())`;

function toHold(row: HoldRow): HoldRecord {
  return {
    id: row.id,
    personId: row.person_id,
    caseId: row.case_id,
    reason: row.reason,
    placedBy: row.placed_by,
    placedAt: row.placed_at.getTime(),
    until: millis(row.until),
  };
}

/** Active holds on the cases themselves; the persons narrow the search, since the index is theirs. */
export async function holdsOfCases(
  tx: Queryable,
  personIds: string[],
  caseIds: string[],
): Promise<HoldRecord[]> {
  const { rows } = await tx.query<HoldRow>(
    `${ACTIVE_HOLD} AND person_id = ANY($1) AND case_id = ANY($2) ORDER BY placed_at, id`,
    [personIds, caseIds],
  );
  return rows.map(toHold);
}

export async function holdsOfPerson(tx: Queryable, personId: string): Promise<HoldRecord[]> {
  const { rows } = await tx.query<HoldRow>(
    `${ACTIVE_HOLD} AND person_id = $1 AND case_id IS NULL ORDER BY placed_at, id`,
    [personId],
  );
  return rows.map(toHold);
}

export async function insertHold(tx: Queryable, hold: HoldRecord): Promise<void> {
  await tx.query(
    `INSERT INTO holds (id, person_id, case_id, reason, placed_by, placed_at, until)
     VALUES ($1, $2, $3, $4, $5, to_timestamp($6::float8 / 1000), to_timestamp($7::float8 / 1000))`,
    [hold.id, hold.personId, hold.caseId, hold.reason, hold.placedBy, hold.placedAt, hold.until],
  );
}

export async function liftHoldsById(tx: Queryable, ids: string[], by: string, at: number): Promise<void> {
  await tx.query(
    `UPDATE holds SET lifted_at = to_timestamp($3::float8 / 1000), lifted_by = $2
     WHERE id = ANY($1) AND lifted_at IS NULL`,
    [ids, by, at],
  );
}
