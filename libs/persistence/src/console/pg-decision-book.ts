import {
  type AsOf,
  type CaseDecisionsView,
  DecisionBook,
  type DecisionView,
  type ExplainedDecision,
  type ExplanationView,
} from '#contracts';
import {
  type Calendar,
  CompiledCalendar,
  type CompiledPolicy,
  compilePolicy,
  type DecisionOutcome,
  InvalidPolicyError,
  replayDecision,
  SHARDS,
  type StoredDecision,
} from '#domain';
import type { Queryable } from '../database.js';
import { readPolicy } from '../outreach/policies.js';
import { archivedBefore, CASE_REFS, readCaseAsOf, readDecidedBy, readEnds } from './case-decisions.sql.js';
import { iso } from './view.sql.js';

/** The key of messages begins with the shard, so all of them are named. */
const MESSAGE = `
  SELECT m.id AS "messageId", m.case_ids AS "caseIds", ${CASE_REFS}, m.purpose, m.family, m.status, m.status_reason AS "statusReason",
    ${iso('m.created_at')} AS "createdAt", ${archivedBefore('m.created_at')} AS "archivedBefore"
  FROM messages m WHERE m.shard = ANY($1::smallint[]) AND m.id = $2`;

const ALL_SHARDS = Array.from({ length: SHARDS }, (_, shard) => shard);

/** A decision as stored, in the database or in an archive. */
export interface DecisionRow {
  id: string;
  legNo: number;
  record: StoredDecision;
}

/** Decisions as they were recorded, decided again under the policies that were kept for it. */
export class PgDecisionBook extends DecisionBook {
  private readonly policies = new Map<string, CompiledPolicy | undefined>();

  /** @param calendar today's zones and holidays, which no recorded decision is decided by */
  constructor(
    private readonly db: Queryable,
    private readonly calendar: Calendar = new CompiledCalendar(),
  ) {
    super();
  }

  /** @param archived the message's decisions that an archive holds, in their order */
  async explain(messageId: string, archived: readonly DecisionRow[] = []): Promise<ExplanationView | null> {
    const { rows: messages } = await this.db.query<Omit<ExplanationView, 'decisions'>>(MESSAGE, [
      ALL_SHARDS,
      messageId,
    ]);
    const message = messages[0];
    if (message === undefined) return null;
    const { rows } = await this.db.query<DecisionRow>(
      'SELECT id, leg_no AS "legNo", record FROM decisions WHERE message_id = $1 ORDER BY recorded_at, id',
      [messageId],
    );
    const known = new Set(rows.map((row) => row.id));
    const all = [...archived.filter((row) => !known.has(row.id)), ...rows];
    await this.learn(all);
    return { ...message, decisions: all.map((row) => this.explained(row)) };
  }

  async decidedBy(caseId: string, asOf?: AsOf): Promise<CaseDecisionsView | null> {
    const found = await readCaseAsOf(this.db, caseId, asOf);
    if (found === null) return null;
    const rows = await readDecidedBy(this.db, found);
    await this.learn(rows);
    const { first, ...ends } = await readEnds(this.db, found);
    return {
      caseId,
      caseRef: found.caseRef,
      creditor: found.creditor,
      asOf: isoInstant(found.asOf),
      firstDecisionAt: first === null ? null : isoInstant(first),
      archivedBefore: ends.archivedBefore,
      messages: rows.map((row) => ({
        messageId: row.messageId,
        caseIds: row.caseIds,
        caseRefs: row.caseRefs,
        leftOut: !row.caseIds.includes(caseId),
        purpose: row.purpose,
        family: row.family,
        status: row.status,
        statusReason: row.statusReason,
        createdAt: row.createdAt,
        decisionNo: row.decisionNo,
        laterDecisions: row.laterDecisions,
        decision: this.explained(row),
      })),
    };
  }

  /** Compiles the policies that were kept for these; what is not there stays unknown, and is asked for anew. */
  private async learn(rows: readonly DecisionRow[]): Promise<void> {
    for (const hash of new Set(rows.map((row) => row.record.policyHash))) {
      if (this.policies.get(hash) !== undefined) continue;
      const packs = await readPolicy(this.db, hash);
      if (Array.isArray(packs)) this.policies.set(hash, this.compiled(packs));
    }
  }

  /** Packs that are no policy any more were changed where they are kept, or name rules that this version lacks. */
  private compiled(packs: readonly unknown[]): CompiledPolicy | undefined {
    try {
      return compilePolicy(packs, { calendar: this.calendar });
    } catch (error) {
      if (error instanceof InvalidPolicyError) return undefined;
      throw error;
    }
  }

  private explained({ id, legNo, record }: DecisionRow): ExplainedDecision {
    const replay = replayDecision(record, (hash) => this.policies.get(hash));
    return {
      ...decisionView(record.decision),
      id,
      legNo,
      caseId: record.caseId ?? null,
      decidedAt: isoInstant(record.facts.at),
      policyHash: record.policyHash,
      facts: { ...record.facts },
      resolved: { ...record.resolved },
      replay: {
        result: replay.result,
        decision: replay.result === 'policy-unknown' ? null : decisionView(replay.decision),
      },
    };
  }
}

function decisionView(decision: DecisionOutcome): DecisionView {
  const { outcome, rule } = decision;
  if (decision.outcome === 'refuse')
    return { outcome, rule: { ...rule }, reason: decision.reason, until: null };
  const until = decision.outcome === 'defer' ? decision.until : decision.validUntil;
  return { outcome, rule: { ...rule }, reason: null, until: isoInstant(until) };
}

function isoInstant(at: number): string {
  return new Date(at).toISOString();
}
