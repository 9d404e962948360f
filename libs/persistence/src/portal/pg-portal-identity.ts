import {
  type IdentityFacts,
  PortalIdentity,
  type PortalLink,
  type TryCounter,
  type TryOutcome,
} from '#contracts';
import type { Database, Queryable } from '../database.js';
import { allowedFrom, recentTries } from './try-limits.js';

/** How many forgotten counters one try clears away. */
const SWEEP = 20;

/** Facts to compare answers with, and the tries counted in Postgres, so that all processes count together. */
export class PgPortalIdentity extends PortalIdentity {
  constructor(private readonly db: Database) {
    super();
  }

  async facts(link: PortalLink): Promise<IdentityFacts[]> {
    const { rows } = await this.db.query<IdentityFacts>({
      name: 'portal-identity-facts',
      text: `
        SELECT c.id AS "caseId", c.ref AS "caseRef", d.postcode, d.birth_date AS "birthDate",
          CASE p.kind WHEN 'legal' THEN p.key_hash END AS "nipKey"
        FROM cases c JOIN debtors d ON d.id = c.debtor_id JOIN persons p ON p.id = c.person_id
        WHERE c.id = ANY($1) AND c.person_id = $2 AND c.creditor_id = $3`,
      values: [link.caseIds, link.personId, link.creditorId],
    });
    return rows;
  }

  countTry(counters: readonly TryCounter[], now: number): Promise<TryOutcome> {
    return this.db.transaction(async (tx) => {
      const counted: { counter: TryCounter; tries: number[] }[] = [];
      let from = now;
      for (const counter of counters) {
        const tries = recentTries(await this.lock(tx, counter, now), counter.limits, now);
        from = Math.max(from, allowedFrom(tries, counter.limits, now));
        counted.push({ counter, tries });
      }
      if (from > now) return { allowed: false, retryAt: from };
      for (const { counter, tries } of counted) await this.store(tx, counter, [...tries, now]);
      await this.sweep(tx, counters, now);
      return { allowed: true };
    });
  }

  async forgiveTry(counters: readonly TryCounter[]): Promise<void> {
    for (const { kind, key } of counters) {
      await this.db.query(
        'UPDATE portal_tries SET tries = trim_array(tries, least(1, cardinality(tries))) WHERE kind = $1 AND key = $2',
        [kind, key],
      );
    }
  }

  /** The counter's row, made if need be and locked until the transaction ends; its tries, oldest first. */
  private async lock(tx: Queryable, { kind, key }: TryCounter, now: number): Promise<number[]> {
    await tx.query(
      `INSERT INTO portal_tries (kind, key, tries, latest) VALUES ($1, $2, '{}', $3) ON CONFLICT DO NOTHING`,
      [kind, key, new Date(now)],
    );
    const { rows } = await tx.query<{ tries: Date[] }>(
      'SELECT tries FROM portal_tries WHERE kind = $1 AND key = $2 FOR UPDATE',
      [kind, key],
    );
    return (rows[0]?.tries ?? []).map((at) => at.getTime());
  }

  private async store(tx: Queryable, { kind, key }: TryCounter, tries: number[]): Promise<void> {
    await tx.query('UPDATE portal_tries SET tries = $3, latest = $4 WHERE kind = $1 AND key = $2', [
      kind,
      key,
      tries.map((at) => new Date(at)),
      new Date(Math.max(...tries)),
    ]);
  }

  /** Counters that no window reaches any more are not kept. */
  private async sweep(tx: Queryable, counters: readonly TryCounter[], now: number): Promise<void> {
    const longest = Math.max(...counters.flatMap(({ limits }) => limits.map((limit) => limit.windowMs)));
    await tx.query(
      `DELETE FROM portal_tries WHERE ctid = ANY(ARRAY(
         SELECT ctid FROM portal_tries WHERE latest < $1 ORDER BY latest LIMIT ${SWEEP} FOR UPDATE SKIP LOCKED))`,
      [new Date(now - longest)],
    );
  }
}
