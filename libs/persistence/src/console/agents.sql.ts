import type { AgentChange } from '#contracts';
import type { Queryable } from '../database.js';

/** What of an agent is written, by column; what is not named keeps what it has, or takes the column's default. */
const COLUMNS: readonly [field: keyof AgentChange, column: string, type: string][] = [
  ['name', 'name', 'text'],
  ['email', 'email', 'text'],
  ['queues', 'queues', 'text[]'],
  ['languages', 'languages', 'text[]'],
  ['kinds', 'kinds', 'text[]'],
  ['skills', 'skills', 'text[]'],
  ['zone', 'zone', 'text'],
  ['country', 'country', 'char(2)'],
  ['absences', 'absences', 'jsonb'],
  ['capacity', 'capacity', 'integer'],
  ['dailyLimit', 'daily_limit', 'integer'],
  ['lead', 'lead', 'boolean'],
  ['active', 'active', 'boolean'],
];

/** Writes the parts of an agent that are named, and no other. False when there is no such agent. */
export async function changeAgent(tx: Queryable, ref: string, change: AgentChange): Promise<boolean> {
  const sets: string[] = [];
  const values: unknown[] = [ref];
  for (const [field, column, type] of COLUMNS) {
    if (change[field] === undefined) continue;
    values.push(type === 'jsonb' ? JSON.stringify(change[field]) : change[field]);
    sets.push(`${column} = $${values.length}::${type}`);
  }
  if (change.hours !== undefined) {
    values.push(JSON.stringify(change.hours));
    // Weekdays not named stay; one named as null goes.
    sets.push(`hours = jsonb_strip_nulls(hours || $${values.length}::jsonb)`);
  }
  const { rowCount } =
    sets.length === 0
      ? await tx.query('SELECT FROM agents WHERE ref = $1', values)
      : await tx.query(`UPDATE agents SET ${sets.join(', ')} WHERE ref = $1`, values);
  return rowCount === 1;
}

/**
 * Adds an agent by name; the rest is the table's default, zone and country those of the first creditor. False when
 * the reference is taken.
 */
export async function insertAgent(tx: Queryable, id: string, ref: string, name: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `INSERT INTO agents (id, ref, name, queues, zone, country)
     SELECT $1, $2, $3, '{collections}', coalesce(c.zone, 'Europe/Warsaw'), coalesce(c.country, 'PL')
     FROM (SELECT) one LEFT JOIN (SELECT zone, country FROM creditors ORDER BY created_at, id LIMIT 1) c ON true
     ON CONFLICT (ref) DO NOTHING`,
    [id, ref, name],
  );
  return rowCount === 1;
}
