import { type DecisionArchive, type SealAudit, type SealHead, SealStore } from '#contracts';
import { chainSeal, decisionLeaf, deriveKey, FIRST_SEAL, merkleRoot, type SealedSecond } from '#domain';
import { AdvisoryLock } from '../advisory-locks.js';
import { type Database, type Queryable, TRANSACTION_TIMEOUT_MS } from '../database.js';
import { columns } from '../casework/columns.js';
import { auditSeals } from './seal-audit.js';
import { readSealedSeconds } from './sealed-seconds.sql.js';

/**
 * How long after a second it can get no more decisions: no transaction lives longer than its time-out, and two
 * seconds are allowed for clocks.
 */
const SETTLED_MS = TRANSACTION_TIMEOUT_MS + 2_000;
/** How many seconds one transaction seals at most, so that it ends well within its own time-out. */
const SPAN_SECONDS = 2;

/** Seals, written by one process at a time. */
export class PgSealStore extends SealStore {
  private readonly key: Buffer;

  /** @param secret of the installation */
  constructor(
    private readonly db: Database,
    secret: string,
  ) {
    super();
    this.key = deriveKey(secret, 'seal');
  }

  sealDue(): Promise<boolean> {
    return this.db.transaction((tx) => sealNext(tx, this.key));
  }

  verify(anchors: readonly SealHead[] = [], archive?: DecisionArchive): Promise<SealAudit> {
    return auditSeals(this.db, this.key, anchors, archive);
  }
}

async function sealNext(tx: Queryable, key: Buffer): Promise<boolean> {
  const lock = await tx.query<{ ours: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS ours', [
    AdvisoryLock.seal,
  ]);
  if (lock.rows[0]?.ours !== true) return false;
  const { from, horizon } = await nextSpan(tx);
  if (from === null) {
    await storeProgress(tx, horizon);
    return false;
  }
  const to = Math.min(horizon, from + SPAN_SECONDS);
  await insertSeals(tx, key, await readSealedSeconds(tx, from, to));
  await storeProgress(tx, to);
  return to < horizon;
}

/** In epoch seconds: the first unsealed second that has decisions, and the first that may still get some. */
async function nextSpan(tx: Queryable): Promise<{ from: number | null; horizon: number }> {
  const { rows } = await tx.query<{ from: number | null; horizon: number }>(
    `WITH span AS (
       SELECT (SELECT sealed_to FROM seal_progress) AS sealed_to,
              date_trunc('second', clock_timestamp() - make_interval(secs => $1::float8 / 1000)) AS horizon
     )
     SELECT extract(epoch FROM span.horizon)::bigint AS horizon,
            (SELECT floor(extract(epoch FROM min(recorded_at)))::bigint FROM decisions
             WHERE recorded_at >= coalesce(span.sealed_to, '-infinity') AND recorded_at < span.horizon) AS "from"
     FROM span`,
    [SETTLED_MS],
  );
  const [span] = rows;
  if (!span) throw new Error('the database did not tell the time');
  return span;
}

async function insertSeals(tx: Queryable, key: Buffer, seconds: readonly SealedSecond[]): Promise<void> {
  if (seconds.length === 0) return;
  const creditors = [...new Set(seconds.map((each) => each.creditorId))];
  const { rows } = await tx.query<{ creditor_id: string; hash: Buffer }>(
    `SELECT c.id AS creditor_id, s.hash FROM unnest($1::uuid[]) AS c(id)
     CROSS JOIN LATERAL (SELECT hash FROM seals WHERE creditor_id = c.id ORDER BY second DESC LIMIT 1) s`,
    [creditors],
  );
  const latest = new Map(rows.map((row) => [row.creditor_id, row.hash]));
  const seals = seconds.map(({ creditorId, second, decisions }) => {
    const previous = latest.get(creditorId) ?? FIRST_SEAL;
    const root = merkleRoot(decisions.map(decisionLeaf));
    const hash = chainSeal(key, previous, creditorId, second, root, decisions.length);
    latest.set(creditorId, hash);
    return { creditorId, second, count: decisions.length, root, previous, hash };
  });
  await tx.query(
    `INSERT INTO seals (creditor_id, second, decisions, root, previous, hash, sealed_at)
     SELECT creditor_id, to_timestamp(second), decisions, root, previous, hash, clock_timestamp()
     FROM unnest($1::uuid[], $2::float8[], $3::int[], $4::bytea[], $5::bytea[], $6::bytea[])
       AS s(creditor_id, second, decisions, root, previous, hash)`,
    columns(seals, 'creditorId', 'second', 'count', 'root', 'previous', 'hash'),
  );
}

async function storeProgress(tx: Queryable, sealedTo: number): Promise<void> {
  await tx.query(
    `INSERT INTO seal_progress (sealed_to) VALUES (to_timestamp($1))
     ON CONFLICT (single) DO UPDATE SET sealed_to = greatest(seal_progress.sealed_to, excluded.sealed_to)`,
    [sealedTo],
  );
}
