import { PlainError } from '#contracts';
import { deriveKey } from '#domain';
import type { Queryable } from './database.js';

/** What is said of a secret that is another than the first. */
export const ANOTHER_SECRET = {
  found: 'is not the one that this database was first used with',
  remedy:
    'With another, persons and addresses would not be known again, and those who opted out would be written to. ' +
    'Set the first one (it is in DUNLIN_DATA if it was made there), or use another database.',
};

/**
 * Remembers the secret that a database was first used with, by what is derived from it, and refuses any other. With
 * another one nobody would be known again: not persons, not addresses, and not who had opted out.
 * @throws PlainError
 */
export async function checkSecret(db: Queryable, secret: string): Promise<void> {
  const proof = deriveKey(secret, 'installation');
  await db.query('INSERT INTO installation (secret_proof) VALUES ($1) ON CONFLICT DO NOTHING', [proof]);
  if (await isFirstSecret(db, secret)) return;
  throw new PlainError(`DUNLIN_SECRET ${ANOTHER_SECRET.found}. ${ANOTHER_SECRET.remedy}`);
}

/** Whether it is the secret that the database was first used with; undefined while it was used with none. Only looks. */
export async function isFirstSecret(db: Queryable, secret: string): Promise<boolean | undefined> {
  const { rows } = await db.query<{ secret_proof: Buffer }>('SELECT secret_proof FROM installation');
  return rows[0]?.secret_proof.equals(deriveKey(secret, 'installation'));
}
