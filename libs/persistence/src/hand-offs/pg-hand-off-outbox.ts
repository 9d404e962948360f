import {
  type HandOffAddress,
  type HandOffBatch,
  HandOffOutbox,
  type LetterFacts,
  type LetterResult,
  type OutgoingHandOff,
} from '#contracts';
import type { Database } from '../database.js';
import { type Given, numbered, readBatch } from './hand-off-batches.js';
import { ACTOR, FOR_ADDRESS, FREE, giveUp, tell, whose, withdrawSettled } from './hand-off-endings.js';
import { countContacts, lettersFor } from './letters-out.js';
import { FIGURES, OUTGOING, OUTGOING_FROM, type OutgoingRow } from './outgoing.sql.js';

/** A file stays of a size that a person can open; the next one takes the rest. */
const IN_A_BATCH = 5_000;
/** Held in memory as they are printed. */
const LETTERS_IN_A_BATCH = 1_000;

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
      if (rowCount === 1) await tell(tx, 'hand_off.given', [handOff], at, ACTOR);
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
      const found: Given[] = [];
      for (const address of addresses) {
        await withdrawSettled(tx, address, now);
        const { rows } = await tx.query<{ id: string; figures: unknown }>(
          `SELECT h.id, ${FIGURES} AS figures FROM ${OUTGOING_FROM} WHERE ${FOR_ADDRESS} AND ${FREE}
           ORDER BY h.requested_at, h.id LIMIT $4 FOR UPDATE OF h`,
          [...whose(address), IN_A_BATCH - found.length],
        );
        found.push(...rows);
      }
      return numbered(tx, addresses, by, now, found);
    });
  }

  async makeLetters(
    addresses: readonly HandOffAddress[],
    by: string,
    now: number,
    write: (facts: LetterFacts) => LetterResult,
  ): Promise<HandOffBatch | null> {
    return this.db.transaction(async (tx) => {
      const found: Given[] = [];
      for (const address of addresses) {
        await withdrawSettled(tx, address, now);
        found.push(...(await lettersFor(tx, address, now, write, LETTERS_IN_A_BATCH - found.length)));
      }
      await countContacts(tx, found, now);
      return numbered(tx, addresses, by, now, found);
    });
  }

  batch(number: number): Promise<HandOffBatch | null> {
    return readBatch(this.db, number);
  }
}
