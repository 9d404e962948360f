import type { SealedSecond } from '#domain';
import type { Queryable } from '../database.js';

interface Row {
  creditor_id: string;
  second: number;
  id: string;
  message_id: string;
  leg_no: number;
  outcome: string;
  rule: string;
  until: string;
  record: string;
}

/**
 * Reads whole seconds, from included to excluded, in the order of time.
 * @param table one month's partition alone, of whose seconds at its ends others may hold a part
 */
export async function readSealedSeconds(
  db: Queryable,
  from: number,
  to: number,
  table = 'decisions',
): Promise<SealedSecond[]> {
  const { rows } = await db.query<Row & Record<string, unknown>>({
    name: `sealed-seconds of ${table}`,
    text: `
      SELECT creditor_id, floor(extract(epoch FROM recorded_at))::bigint AS second, id, message_id, leg_no,
             outcome, rule, coalesce(extract(epoch FROM until)::text, '') AS until,
             record::text AS record
      FROM ${table} WHERE recorded_at >= to_timestamp($1) AND recorded_at < to_timestamp($2)
      ORDER BY second, creditor_id, id`,
    values: [from, to],
  });
  const seconds: SealedSecond[] = [];
  for (const row of rows) {
    let current = seconds.at(-1);
    if (current?.creditorId !== row.creditor_id || current.second !== row.second) {
      current = { creditorId: row.creditor_id, second: row.second, decisions: [] };
      seconds.push(current);
    }
    current.decisions.push({
      decisionId: row.id,
      messageId: row.message_id,
      legNo: row.leg_no,
      outcome: row.outcome,
      rule: row.rule,
      until: row.until,
      record: row.record,
    });
  }
  return seconds;
}
