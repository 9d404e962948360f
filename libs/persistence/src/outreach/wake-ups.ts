import type { Queryable } from '../database.js';

export interface FoldedWakeUps {
  count: number;
  /** Cases that have just come in, or changed, and that live campaigns may be for. */
  enterableIds: string[];
}

/** Folds case events into the enrolments they wake: those become due at once. */
export async function foldWakeUps(tx: Queryable, now: number, limit: number): Promise<FoldedWakeUps> {
  const { rows } = await tx.query<{ folded: number; enterable: string[] | null }>({
    name: 'fold-wake-ups',
    text: `
      WITH taken AS (
        DELETE FROM wake_ups WHERE id IN (
          SELECT id FROM wake_ups ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED
        ) RETURNING case_id, kind, at
      ), woken AS (
        UPDATE enrolments e SET due_at = least(e.due_at, to_timestamp($1::float8 / 1000)),
          last_response_at = greatest(e.last_response_at, t.responded_at)
        FROM (SELECT case_id, max(at) FILTER (WHERE kind = 'response') AS responded_at FROM taken GROUP BY case_id) t
        WHERE e.status <> 'ended' AND e.case_id = t.case_id
      )
      SELECT count(*) AS folded, array_agg(DISTINCT case_id) FILTER (WHERE kind IN ('case.imported', 'case.changed')) AS enterable
      FROM taken`,
    values: [now, limit],
  });
  return { count: rows[0]?.folded ?? 0, enterableIds: rows[0]?.enterable ?? [] };
}
