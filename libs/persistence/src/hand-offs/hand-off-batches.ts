import { v7 as uuidv7 } from 'uuid';
import type { HandOffAddress, HandOffBatch, LetterWords } from '#contracts';
import { writeRecords } from '../casework/records.sql.js';
import { iso } from '../console/view.sql.js';
import type { Queryable } from '../database.js';
import { tell } from './hand-off-endings.js';
import { OUTGOING, OUTGOING_FROM, type OutgoingRow } from './outgoing.sql.js';

/** One that goes into a file. */
export interface Given {
  id: string;
  figures: unknown;
  letter?: LetterWords;
}

/** Numbers what was found as a file, and tells of it. */
export async function numbered(
  tx: Queryable,
  [first]: readonly HandOffAddress[],
  by: string,
  now: number,
  found: readonly Given[],
): Promise<HandOffBatch | null> {
  if (found.length === 0 || first === undefined) return null;
  const { rows } = await tx.query<{ number: number }>(
    `WITH batch AS (
       INSERT INTO hand_off_batches (destination, made_at, made_by)
       VALUES ($1, to_timestamp($3::float8 / 1000), $2) RETURNING number
     ), given AS (
       UPDATE hand_offs h SET status = 'given', batch = batch.number, tries = h.tries + 1, next_try_at = NULL,
         given = g.figures, letter = g.letter, given_at = to_timestamp($3::float8 / 1000)
       FROM batch, unnest($4::uuid[], $5::jsonb[], $6::jsonb[]) AS g(id, figures, letter) WHERE h.id = g.id
     )
     SELECT number FROM batch`,
    [
      first.key,
      by,
      now,
      found.map(({ id }) => id),
      found.map(({ figures }) => JSON.stringify(figures)),
      found.map(({ letter }) => (letter === undefined ? null : JSON.stringify(letter))),
    ],
  );
  const batch = await readBatch(tx, rows[0]?.number ?? 0);
  if (batch === null) throw new Error('a file of hand-offs was made and is not there');
  const { number } = batch;
  const written = new Map(found.map(({ id, letter }) => [id, letter?.version]));
  const about = ({ id }: { id: string }) => ({
    batch: number,
    ...(written.get(id) && { letter: written.get(id) }),
  });
  await tell(tx, 'hand_off.given', batch.rows, now, by, about);
  const detail = { to: first.key, handOffs: batch.rows.length };
  const audited = {
    action: 'hand-off.export',
    subjectKind: 'hand-off-batch',
    subjectId: String(number),
    detail,
  };
  await writeRecords(tx, { audit: [{ id: uuidv7({ msecs: now }), actor: by, ...audited, at: now }] });
  return batch;
}

export async function readBatch(db: Queryable, number: number): Promise<HandOffBatch | null> {
  const { rows } = await db.query<Omit<HandOffBatch, 'rows'> & Record<string, unknown>>(
    `SELECT number, destination AS "to", ${iso('made_at')} AS "madeAt", made_by AS "madeBy" FROM hand_off_batches
     WHERE number = $1`,
    [number],
  );
  const [batch] = rows;
  if (batch === undefined) return null;
  const inside = await db.query<OutgoingRow>(
    `SELECT ${OUTGOING} FROM ${OUTGOING_FROM} WHERE h.batch = $1 ORDER BY h.requested_at, h.id`,
    [number],
  );
  return { ...batch, rows: inside.rows };
}
