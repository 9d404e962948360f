import type { SealAudit, SealBreak, SealHead } from '#contracts';
import { chainSeal, decisionLeaf, FIRST_SEAL, type HashKey, merkleRoot } from '#domain';
import type { Queryable } from '../database.js';
import { readSealedSeconds, type SealedSecond } from './sealed-seconds.sql.js';

/** A stored seal; second in epoch seconds. */
export interface StoredSeal {
  creditorId: string;
  second: number;
  decisions: number;
  root: Buffer;
  previous: Buffer;
  hash: Buffer;
}

/**
 * How old decisions are when they must have a seal, whatever is noted of how far sealing got: a tracker seals them some
 * twelve seconds after they were made.
 */
const OVERDUE_MS = 60_000;
/** How many seconds that hold anything are checked at once: bounds the memory, not the history. */
const SPAN = 30;

/**
 * Walks seals and decisions together in the order of time, and stops at the first that does not hold. Seals of which a
 * note was taken must be among them: a chain does not show that its end was cut off.
 */
export async function auditSeals(
  db: Queryable,
  key: HashKey,
  anchors: readonly SealHead[] = [],
): Promise<SealAudit> {
  const audit = await walk(db, key);
  const [gone] = await missingAnchors(db, anchors);
  if (gone && gone.second < (audit.firstBreak?.second ?? Infinity)) {
    audit.firstBreak = { creditorId: gone.creditorId, second: gone.second, fault: 'anchored-seal-missing' };
  }
  return audit;
}

async function walk(db: Queryable, key: HashKey): Promise<SealAudit> {
  const audit: SealAudit = { seals: 0, decisions: 0, firstBreak: null, heads: [] };
  const latest = new Map<string, SealHead>();
  const end = await firstNotYetDue(db);
  for (let from = await firstSecond(db, -Infinity); from !== null && from < end;) {
    const to = Math.min(end, from + SPAN);
    const seals = await readSeals(db, from, to);
    const seconds = await readSealedSeconds(db, from, to);
    audit.seals += seals.length;
    audit.decisions += seconds.reduce((sum, each) => sum + each.decisions.length, 0);
    audit.firstBreak = firstBreak(key, seals, seconds, latest);
    audit.heads = [...latest.values()];
    if (audit.firstBreak !== null) return audit;
    from = await firstSecond(db, to);
  }
  return audit;
}

/**
 * Checks one stretch of time.
 * @param latest each creditor's last seal so far; carried on from stretch to stretch
 */
export function firstBreak(
  key: HashKey,
  seals: readonly StoredSeal[],
  seconds: readonly SealedSecond[],
  latest: Map<string, SealHead>,
): SealBreak | null {
  const keyOf = (of: { creditorId: string; second: number }): string => `${of.second} ${of.creditorId}`;
  const decided = new Map(seconds.map((each) => [keyOf(each), each]));
  const sealed = new Set(seals.map(keyOf));
  const unsealed = seconds.find((each) => !sealed.has(keyOf(each)));
  for (const seal of seals) {
    if (unsealed && unsealed.second < seal.second) break;
    const fault = faultOf(key, seal, decided.get(keyOf(seal)), previousOf(latest.get(seal.creditorId)));
    if (fault) return { creditorId: seal.creditorId, second: seal.second, fault };
    latest.set(seal.creditorId, {
      creditorId: seal.creditorId,
      second: seal.second,
      hash: seal.hash.toString('hex'),
    });
  }
  return unsealed
    ? { creditorId: unsealed.creditorId, second: unsealed.second, fault: 'seal-missing' }
    : null;
}

function previousOf(head: SealHead | undefined): Buffer {
  return head ? Buffer.from(head.hash, 'hex') : FIRST_SEAL;
}

function faultOf(
  key: HashKey,
  seal: StoredSeal,
  decided: SealedSecond | undefined,
  previous: Buffer,
): SealBreak['fault'] | null {
  if (!seal.previous.equals(previous)) return 'chain-broken';
  const expected = chainSeal(key, previous, seal.creditorId, seal.second, seal.root, seal.decisions);
  if (!seal.hash.equals(expected)) return 'seal-changed';
  const decisions = decided?.decisions ?? [];
  const intact =
    decisions.length === seal.decisions && merkleRoot(decisions.map(decisionLeaf)).equals(seal.root);
  return intact ? null : 'decisions-changed';
}

/** The first second, epoch seconds, that needs no seal yet: nobody got there, and it is young. */
async function firstNotYetDue(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ second: number }>(
    `SELECT floor(extract(epoch FROM greatest(
       (SELECT sealed_to FROM seal_progress),
       clock_timestamp() - make_interval(secs => $1::float8 / 1000))))::bigint AS second`,
    [OVERDUE_MS],
  );
  const [row] = rows;
  if (!row) throw new Error('the database did not tell the time');
  return row.second;
}

/** The first second at or after an instant that has a seal or a decision; null when there is none. */
async function firstSecond(db: Queryable, from: number): Promise<number | null> {
  const since = from === -Infinity ? '-infinity' : new Date(from * 1000).toISOString();
  const { rows } = await db.query<{ second: number | null }>(
    `SELECT floor(extract(epoch FROM least(
       (SELECT min(recorded_at) FROM decisions WHERE recorded_at >= $1),
       (SELECT min(second) FROM seals WHERE second >= $1))))::bigint AS second`,
    [since],
  );
  return rows[0]?.second ?? null;
}

/** Those that no seal of the database is, in the order of time. */
async function missingAnchors(db: Queryable, anchors: readonly SealHead[]): Promise<SealHead[]> {
  const { rows } = await db.query<SealHead & Record<string, unknown>>(
    `SELECT a.creditor_id AS "creditorId", a.second, a.hash
     FROM unnest($1::uuid[], $2::bigint[], $3::text[]) AS a(creditor_id, second, hash)
     WHERE NOT EXISTS (
       SELECT FROM seals s WHERE s.creditor_id = a.creditor_id AND s.second = to_timestamp(a.second)
         AND encode(s.hash, 'hex') = a.hash
     ) ORDER BY a.second`,
    [anchors.map((a) => a.creditorId), anchors.map((a) => a.second), anchors.map((a) => a.hash)],
  );
  return rows;
}

async function readSeals(db: Queryable, from: number, to: number): Promise<StoredSeal[]> {
  const { rows } = await db.query<StoredSeal & Record<string, unknown>>(
    `SELECT creditor_id AS "creditorId", extract(epoch FROM second)::bigint AS second, decisions, root, previous, hash
     FROM seals WHERE second >= to_timestamp($1) AND second < to_timestamp($2) ORDER BY second, creditor_id`,
    [from, to],
  );
  return rows;
}
