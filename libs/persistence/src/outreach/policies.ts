import type { Queryable } from '../database.js';

/** Keeps the definition that decisions name by hash, for their replay. */
export async function storePolicy(db: Queryable, hash: string, definition: unknown): Promise<void> {
  await db.query(
    `INSERT INTO policies (hash, definition, first_used_at) VALUES ($1, $2, business_now()) ON CONFLICT DO NOTHING`,
    [hash, JSON.stringify(definition)],
  );
}

export async function readPolicy(db: Queryable, hash: string): Promise<unknown> {
  const { rows } = await db.query<{ definition: unknown }>(
    'SELECT definition FROM policies WHERE hash = $1',
    [hash],
  );
  return rows[0]?.definition;
}
