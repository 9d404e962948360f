import type { Queryable } from '../database.js';

/** The business instant by the shared epoch row, in epoch ms, for transactions that begin without asking for it (I10). */
export async function businessNow(tx: Queryable): Promise<number> {
  const { rows } = await tx.query<{ now: number | null }>({
    name: 'business-now',
    text: 'SELECT (extract(epoch FROM business_now()) * 1000)::bigint AS now',
  });
  const now = rows[0]?.now;
  if (now == null) throw new Error('The business clock has no epoch; start Dunlin, or run `dunlin clock`.');
  return now;
}
