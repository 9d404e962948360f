import { v7 as uuidv7 } from 'uuid';
import {
  type CaseEventKind,
  type HandOffAddress,
  type HandOffBatch,
  HandOffOutbox,
  type OutgoingHandOff,
} from '#contracts';
import { insertEvents, writeRecords } from '../casework/records.sql.js';
import { iso } from '../console/view.sql.js';
import type { Database, Queryable } from '../database.js';
import { requestEscalations } from '../outreach/escalation-requests.js';
import { FIGURES, HELD_BY, OUTGOING, OUTGOING_FROM, type OutgoingRow } from './outgoing.sql.js';

const ACTOR = 'system:hand-offs';
/** A file stays of a size that a person can open; the next one takes the rest. */
const IN_A_BATCH = 5_000;
const HIGH = 2;

/** Approved, for the destination of $1 and $2 but not for creditors among $3. */
const FOR_ADDRESS = `h.status = 'approved' AND h.destination = $1 AND ($2::text IS NULL OR k.ref = $2)
  AND NOT (k.ref = ANY($3))`;
/** Still owed, and nothing speaks against it. */
const FREE = `c.status = 'open' AND c.balance_minor > 0 AND cardinality(${HELD_BY}) = 0`;

/** Hand-offs on their way out, on Postgres. */
export class PgHandOffOutbox extends HandOffOutbox {
  constructor(private readonly db: Database) {
    super();
  }

  take(address: HandOffAddress, now: number, leaseMs: number, limit: number): Promise<OutgoingHandOff[]> {
    return this.db.transaction(async (tx) => {
      await withdrawSettled(tx, address, now);
      const { rows } = await tx.query<OutgoingRow>(
        `WITH due AS (
           SELECT h.id, ${FIGURES} AS figures FROM ${OUTGOING_FROM}
           WHERE ${FOR_ADDRESS} AND ${FREE} AND h.next_try_at <= now()
           ORDER BY h.requested_at, h.id LIMIT $6 FOR UPDATE OF h SKIP LOCKED
         ), taken AS (
           UPDATE hand_offs h SET tries = h.tries + 1, next_try_at = now() + $5::float8 * interval '1 millisecond',
             given = coalesce(h.given, due.figures),
             given_at = coalesce(h.given_at, to_timestamp($4::float8 / 1000))
           FROM due WHERE h.id = due.id RETURNING h.*
         )
         SELECT ${OUTGOING} FROM ${OUTGOING_FROM.replace('hand_offs h', 'taken h')} ORDER BY h.requested_at, h.id`,
        [...whose(address), now, leaseMs, limit],
      );
      return rows;
    });
  }

  async given(handOff: OutgoingHandOff, at: number): Promise<void> {
    await this.db.transaction(async (tx) => {
      const { rowCount } = await tx.query(
        `UPDATE hand_offs SET status = 'given', last_error = NULL, next_try_at = NULL
         WHERE id = $1 AND status = 'approved'`,
        [handOff.id],
      );
      if (rowCount === 1) await tell(tx, 'hand_off.given', [handOff], at, ACTOR, {});
    });
  }

  async putOff(id: string, ms: number, error: string): Promise<void> {
    await this.db.query(
      `UPDATE hand_offs SET next_try_at = now() + $2::float8 * interval '1 millisecond', last_error = $3
       WHERE id = $1 AND status = 'approved'`,
      [id, ms, error],
    );
  }

  async fail(handOff: OutgoingHandOff, error: string, at: number): Promise<void> {
    await this.db.transaction((tx) => giveUp(tx, [handOff], error, at));
  }

  failUnknown(known: readonly HandOffAddress[], now: number): Promise<number> {
    return this.db.transaction(async (tx) => {
      const { rows } = await tx.query<OutgoingRow>(
        `SELECT ${OUTGOING} FROM ${OUTGOING_FROM}
         WHERE h.status = 'approved' AND NOT EXISTS (SELECT FROM unnest($1::text[], $2::text[]) AS a(key, creditor)
           WHERE a.key = h.destination AND (a.creditor IS NULL OR a.creditor = k.ref))
         ORDER BY h.id LIMIT 1000 FOR UPDATE OF h SKIP LOCKED`,
        [known.map(({ key }) => key), known.map(({ creditorRef }) => creditorRef)],
      );
      await giveUp(tx, rows, 'no-such-destination', now);
      return rows.length;
    });
  }

  makeBatch(addresses: readonly HandOffAddress[], by: string, now: number): Promise<HandOffBatch | null> {
    return this.db.transaction(async (tx) => {
      const found: { id: string; figures: unknown }[] = [];
      for (const address of addresses) {
        await withdrawSettled(tx, address, now);
        const { rows } = await tx.query<{ id: string; figures: unknown }>(
          `SELECT h.id, ${FIGURES} AS figures FROM ${OUTGOING_FROM} WHERE ${FOR_ADDRESS} AND ${FREE}
           ORDER BY h.requested_at, h.id LIMIT $4 FOR UPDATE OF h`,
          [...whose(address), IN_A_BATCH - found.length],
        );
        found.push(...rows);
      }
      const [first] = addresses;
      if (found.length === 0 || first === undefined) return null;
      const { rows } = await tx.query<{ number: number }>(
        `WITH batch AS (
           INSERT INTO hand_off_batches (destination, made_at, made_by)
           VALUES ($1, to_timestamp($3::float8 / 1000), $2) RETURNING number
         ), given AS (
           UPDATE hand_offs h SET status = 'given', batch = batch.number, tries = h.tries + 1, next_try_at = NULL,
             given = g.figures, given_at = to_timestamp($3::float8 / 1000)
           FROM batch, unnest($4::uuid[], $5::jsonb[]) AS g(id, figures) WHERE h.id = g.id
         )
         SELECT number FROM batch`,
        [first.key, by, now, found.map(({ id }) => id), found.map(({ figures }) => JSON.stringify(figures))],
      );
      const batch = await readBatch(tx, rows[0]?.number ?? 0);
      if (batch === null) throw new Error('a file of hand-offs was made and is not there');
      const { number } = batch;
      await tell(tx, 'hand_off.given', batch.rows, now, by, { batch: number });
      const detail = { to: first.key, handOffs: batch.rows.length };
      const audited = {
        action: 'hand-off.export',
        subjectKind: 'hand-off-batch',
        subjectId: String(number),
        detail,
      };
      await writeRecords(tx, { audit: [{ id: uuidv7({ msecs: now }), actor: by, ...audited, at: now }] });
      return batch;
    });
  }

  batch(number: number): Promise<HandOffBatch | null> {
    return readBatch(this.db, number);
  }
}

function whose({ key, creditorRef, except }: HandOffAddress): unknown[] {
  return [key, creditorRef, except];
}

/** What is paid or closed by now is handed to nobody. */
async function withdrawSettled(tx: Queryable, address: HandOffAddress, now: number): Promise<void> {
  const { rows } = await tx.query<OutgoingRow>(
    `WITH over AS (
       SELECT h.id FROM ${OUTGOING_FROM}
       WHERE ${FOR_ADDRESS} AND (c.status = 'closed' OR c.balance_minor <= 0) FOR UPDATE OF h SKIP LOCKED
     )
     UPDATE hand_offs h SET status = 'withdrawn', next_try_at = NULL FROM over WHERE h.id = over.id
     RETURNING h.id, h.case_id AS "caseId", h.person_id AS "personId", h.destination AS "to"`,
    whose(address),
  );
  await tell(tx, 'hand_off.withdrawn', rows, now, ACTOR, {});
}

/** Nothing is lost: what could not be given out is an agent's. */
async function giveUp(
  tx: Queryable,
  handOffs: readonly OutgoingHandOff[],
  error: string,
  at: number,
): Promise<void> {
  if (handOffs.length === 0) return;
  const { rows } = await tx.query<{ id: string }>(
    `UPDATE hand_offs SET status = 'failed', last_error = $2, next_try_at = NULL
     WHERE id = ANY($1) AND status = 'approved' RETURNING id`,
    [handOffs.map(({ id }) => id), error],
  );
  const failed = new Set(rows.map(({ id }) => id));
  const ours = handOffs.filter(({ id }) => failed.has(id));
  await tell(tx, 'hand_off.failed', ours, at, ACTOR, { error });
  await requestEscalations(
    tx,
    at,
    ours.map(({ id, caseId, personId, creditorId }) => ({
      id: uuidv7({ msecs: at }),
      ...{ caseId, personId, creditorId, enrolmentId: null },
      origin: `hand-off:${id}`,
      queue: 'decisions',
      reason: 'hand-off-failed',
      priority: HIGH,
      slaBusinessDays: 1,
    })),
  );
}

async function tell(
  tx: Queryable,
  kind: CaseEventKind,
  handOffs: readonly Pick<OutgoingHandOff, 'id' | 'caseId' | 'personId' | 'to'>[],
  at: number,
  actor: string,
  detail: Record<string, unknown>,
): Promise<void> {
  if (handOffs.length === 0) return;
  await insertEvents(
    tx,
    handOffs.map(({ id, caseId, personId, to }) => ({
      ...{ id: uuidv7({ msecs: at }), caseId, personId, kind, actor, at },
      detail: { handOff: id, to, ...detail },
    })),
  );
}

async function readBatch(db: Queryable, number: number): Promise<HandOffBatch | null> {
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
