import type { DecisionArchive, SealAudit, SealHead } from '#contracts';
import type { HashKey, SealedSecond } from '#domain';
import type { Queryable } from '../database.js';
import { archivedIn, firstBreak, together } from './seal-stretch.js';
import { readSealedSeconds } from './sealed-seconds.sql.js';
import { readSeals } from './seals.sql.js';

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
  archive?: DecisionArchive,
): Promise<SealAudit> {
  const audit = await walk(db, key, archive);
  const [gone] = await missingAnchors(db, anchors);
  if (gone && gone.second < (audit.firstBreak?.second ?? Infinity)) {
    audit.firstBreak = { creditorId: gone.creditorId, second: gone.second, fault: 'anchored-seal-missing' };
  }
  return audit;
}

async function walk(db: Queryable, key: HashKey, archive?: DecisionArchive): Promise<SealAudit> {
  const audit: SealAudit = { seals: 0, decisions: 0, archived: 0, firstBreak: null, heads: [] };
  const latest = new Map<string, SealHead>();
  const end = await firstNotYetDue(db);
  for (let from = await firstSecond(db, -Infinity); from !== null && from < end;) {
    const to = Math.min(end, from + SPAN);
    const seals = await readSeals(db, from, to);
    const stored = await readSealedSeconds(db, from, to);
    const seconds = archive ? together(stored, await archive.readTo(to)) : stored;
    audit.seals += seals.length;
    audit.decisions += seconds.reduce((sum, each) => sum + each.decisions.length, 0);
    audit.archived += archive ? 0 : archivedIn(seals, seconds);
    audit.firstBreak = firstBreak({ key, seals, seconds, archiveGiven: archive !== undefined }, latest);
    audit.heads = [...latest.values()];
    if (audit.firstBreak !== null) return audit;
    from = await firstSecond(db, to);
  }
  // An archive holds nothing that was not sealed before.
  const seconds: SealedSecond[] = archive ? await archive.readTo(Infinity) : [];
  audit.firstBreak = firstBreak({ key, seals: [], seconds, archiveGiven: true }, latest);
  return audit;
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
