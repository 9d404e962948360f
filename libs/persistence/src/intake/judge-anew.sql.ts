import type { Queryable } from '../database.js';

/**
 * Has what was agreed on cases judged as soon as may be, by whoever does so when its time comes: their debt was lowered,
 * which counts as paid. A promise that was broken is looked at too, for it may have been kept after all.
 * @param at business time, epoch ms
 */
export async function judgeAnew(
  tx: Queryable,
  cases: readonly { caseId: string }[],
  at: number,
): Promise<void> {
  if (cases.length === 0) return;
  await tx.query(
    `WITH lowered AS (SELECT unnest($1::uuid[]) AS case_id), due AS (SELECT to_timestamp($2::float8 / 1000) AS now),
     promised AS (
       UPDATE promises p SET next_at = least(p.next_at, due.now) FROM lowered, due
       WHERE p.case_id = lowered.case_id AND p.status IN ('active', 'broken')
     )
     UPDATE plans p SET next_at = least(p.next_at, due.now) FROM lowered, due
     WHERE p.case_id = lowered.case_id AND p.status = 'active'`,
    [cases.map(({ caseId }) => caseId), at],
  );
}
