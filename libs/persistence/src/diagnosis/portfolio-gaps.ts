import type { Database } from '../database.js';

/** What creditors and agents lack, by their references. */
export interface PortfolioGaps {
  creditors: number;
  withoutBankAccount: string[];
  withoutSmsSender: string[];
  withoutMailFrom: string[];
  /** Sender identities by channel, as the creditors name them. */
  smsSenders: string[];
  rcsSenders: string[];
  /** Queues with escalations that nobody active serves. */
  uncoveredQueues: string[];
  activeAgents: number;
}

export async function readPortfolioGaps(db: Database): Promise<PortfolioGaps> {
  const { rows } = await db.query<PortfolioGaps>(
    `SELECT count(*)::int AS creditors,
       coalesce(array_agg(ref ORDER BY ref) FILTER (WHERE bank_account IS NULL), '{}') AS "withoutBankAccount",
       coalesce(array_agg(ref ORDER BY ref) FILTER (WHERE sms_sender IS NULL), '{}') AS "withoutSmsSender",
       coalesce(array_agg(ref ORDER BY ref) FILTER (WHERE mail_from IS NULL), '{}') AS "withoutMailFrom",
       coalesce(array_agg(DISTINCT sms_sender) FILTER (WHERE sms_sender IS NOT NULL), '{}') AS "smsSenders",
       coalesce(array_agg(DISTINCT rcs_sender) FILTER (WHERE rcs_sender IS NOT NULL), '{}') AS "rcsSenders",
       (SELECT count(*) FROM agents WHERE active)::int AS "activeAgents",
       coalesce((SELECT array_agg(DISTINCT queue) FROM escalations e WHERE status = 'requested'
         AND NOT EXISTS (SELECT FROM agents a WHERE a.active AND e.queue = ANY(a.queues))), '{}') AS "uncoveredQueues"
     FROM creditors`,
  );
  const [gaps] = rows;
  if (!gaps) throw new Error('The database answered without a row');
  return gaps;
}

/** Queues that some active agent serves. */
export async function readCoveredQueues(db: Database): Promise<Set<string>> {
  const { rows } = await db.query<{ queue: string }>(
    'SELECT DISTINCT unnest(queues) AS queue FROM agents WHERE active',
  );
  return new Set(rows.map((row) => row.queue));
}
