import type { Address, AddressQuery, PointRecord, SaidConsents } from '#contracts';
import type { Queryable } from '../database.js';

/** Finds an address by the message that reached it, by a point's id or by its hash; null when there is none. */
export async function findAddress(db: Queryable, query: AddressQuery): Promise<Address | null> {
  const named = await namePoint(db, query);
  if (named === null) return null;
  const { rows } = await db.query<{ person_id: string }>(
    'SELECT DISTINCT person_id FROM contact_points WHERE value_hash = $1 ORDER BY person_id',
    [named.valueHash],
  );
  return { ...named, personIds: rows.map((row) => row.person_id) };
}

type NamedPoint = Omit<Address, 'personIds'>;

async function namePoint(db: Queryable, query: AddressQuery): Promise<NamedPoint | null> {
  if ('valueHash' in query) return { valueHash: query.valueHash, caseIds: [], contactPointId: null };
  const { rows } =
    'contactPointId' in query
      ? await db.query<PointName>(
          "SELECT id, value_hash, '{}'::uuid[] AS case_ids FROM contact_points WHERE id = $1",
          [query.contactPointId],
        )
      : await db.query<PointName>(
          `SELECT p.id, p.value_hash, m.case_ids
           FROM messages m
           JOIN legs l ON l.shard = m.shard AND l.message_id = m.id AND l.channel = $2
           JOIN contact_points p ON p.id = l.contact_point_id
           WHERE m.shard = ANY($3) AND m.id = $1
           ORDER BY l.leg_no DESC LIMIT 1`,
          [query.messageId, query.channel, SHARDS],
        );
  const row = rows[0];
  return row === undefined
    ? null
    : { valueHash: row.value_hash, caseIds: row.case_ids, contactPointId: row.id };
}

interface PointName {
  id: string;
  value_hash: Buffer;
  case_ids: string[];
}

/** Named one by one, a message is found by its key in each partition, whatever shard it is in. */
const SHARDS = Array.from({ length: 64 }, (_, shard) => shard);

interface PointRow {
  id: string;
  person_id: string;
  debtor_id: string;
  kind: 'phone' | 'email';
  status: string;
  opted_out: string[];
  consents: SaidConsents;
}

const POINT = 'SELECT id, person_id, debtor_id, kind, status, opted_out, consents FROM contact_points';

export async function pointsOf(tx: Queryable, valueHash: Buffer): Promise<PointRecord[]> {
  const { rows } = await tx.query<PointRow & Record<string, unknown>>(
    `${POINT} WHERE value_hash = $1 ORDER BY created_at, id`,
    [valueHash],
  );
  return rows.map(toPoint);
}

export async function pointById(tx: Queryable, id: string): Promise<PointRecord | null> {
  const { rows } = await tx.query<PointRow & Record<string, unknown>>(`${POINT} WHERE id = $1`, [id]);
  return rows[0] === undefined ? null : toPoint(rows[0]);
}

function toPoint(row: PointRow): PointRecord {
  return {
    id: row.id,
    personId: row.person_id,
    debtorId: row.debtor_id,
    kind: row.kind,
    status: row.status,
    optedOut: row.opted_out,
    consents: row.consents,
  };
}

export async function optOutAddress(
  tx: Queryable,
  valueHash: Buffer,
  channel: string,
  at: number,
): Promise<void> {
  await suppress(tx, valueHash, channel, 'opt-out', at);
  await tx.query(
    `UPDATE contact_points SET opted_out = array_append(opted_out, $2)
     WHERE value_hash = $1 AND NOT opted_out @> ARRAY[$2]`,
    [valueHash, channel],
  );
}

/** What is taken back is so on every point of the person that has the address; what is given, on this one. */
export async function recordConsents(tx: Queryable, pointId: string, said: SaidConsents): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `WITH said AS (
       SELECT cp.id, jsonb_object_agg(s.key, s.value) AS consents
       FROM contact_points named
       JOIN contact_points cp ON cp.person_id = named.person_id AND cp.value_hash = named.value_hash
       CROSS JOIN jsonb_each($2::jsonb) s
       WHERE named.id = $1 AND (cp.id = named.id OR s.value ->> 'said' = 'withdrawn')
       GROUP BY cp.id
     )
     UPDATE contact_points cp SET consents = merged_consents(cp.consents, said.consents)
     FROM said WHERE cp.id = said.id AND merged_consents(cp.consents, said.consents) <> cp.consents
     RETURNING cp.id`,
    [pointId, JSON.stringify(said)],
  );
  return rows.map(({ id }) => id);
}

export async function purgeAddress(
  tx: Queryable,
  valueHash: Buffer,
  reason: string,
  at: number,
): Promise<void> {
  await suppress(tx, valueHash, '*', reason, at);
  await tx.query(
    `UPDATE contact_points SET value = NULL, person_name = NULL, status = 'purged', status_reason = $2
     WHERE value_hash = $1 AND status <> 'purged'`,
    [valueHash, reason],
  );
}

async function suppress(
  tx: Queryable,
  valueHash: Buffer,
  channel: string,
  reason: string,
  at: number,
): Promise<void> {
  await tx.query(
    `INSERT INTO suppressions (value_hash, channel, reason, at) VALUES ($1, $2, $3, to_timestamp($4::float8 / 1000))
     ON CONFLICT (value_hash, channel) DO NOTHING`,
    [valueHash, channel, reason, at],
  );
}
