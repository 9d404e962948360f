import { v7 as uuidv7 } from 'uuid';
import {
  type AgentSetup,
  type AuditEntry,
  type CaseworkTransaction,
  type CreditorSetup,
  type ImportRun,
  type IntakeCase,
  type IntakeLookUp,
  IntakeStore,
  type KnownFacts,
  type PortfolioRecord,
  type RecordedPayment,
} from '#contracts';
import { lockPersons, shareAddressLock } from '../casework/locks.js';
import { caseworkWithin } from '../casework/casework-within.js';
import { recordedPayments } from '../casework/payments.sql.js';
import { writeRecords } from '../casework/records.sql.js';
import { retryContention } from '../retry-contention.js';
import type { Database } from '../database.js';
import { personsOfChanged, personsToLock, readKnownFacts } from './known-facts.sql.js';
import { findPortfolio } from './portfolios.sql.js';
import { setUpEntry, storeAgent, storeCreditor } from './set-up.sql.js';
import { type IntakeBatch, writeCases } from './write-cases.js';

const UNIQUE_VIOLATION = '23505';

/** Intake on Postgres: a batch is one transaction of a dozen statements, however many rows it has. */
export class PgIntakeStore extends IntakeStore {
  constructor(private readonly db: Database) {
    super();
  }

  portfolio(ref: string, creditorRef: string | null): Promise<PortfolioRecord | null | 'ambiguous'> {
    return findPortfolio(this.db, ref, creditorRef);
  }

  async beginRun(run: ImportRun): Promise<void> {
    await this.db.query(
      `WITH run AS (
         INSERT INTO import_runs (id, kind, portfolio_id, file_name, file_hash, dry_run, started_at)
         VALUES ($1, $2, $3, $4, $5, $6, to_timestamp($7::float8 / 1000)) RETURNING *
       )
       INSERT INTO audit (id, actor, action, subject_kind, subject_id, at)
       SELECT $8, $9, 'import.' || kind, 'import_run', id, started_at FROM run`,
      [
        run.id,
        run.kind,
        run.portfolioId,
        run.fileName,
        run.fileHash,
        run.dryRun,
        run.startedAt,
        uuidv7({ msecs: run.startedAt }),
        run.actor,
      ],
    );
  }

  async finishRun(id: string, counts: Record<string, number>, at: number): Promise<void> {
    await this.db.query(
      'UPDATE import_runs SET counts = $2, finished_at = to_timestamp($3::float8 / 1000) WHERE id = $1',
      [id, JSON.stringify(counts), at],
    );
  }

  takeCases(
    batch: IntakeBatch & { lookUp: IntakeLookUp; dryRun: boolean },
    decide: (known: KnownFacts) => IntakeCase[],
    check?: (tx: CaseworkTransaction) => Promise<void>,
  ): Promise<string[]> {
    const work = (): Promise<string[]> =>
      this.db.transactionByKeys(async (tx) => {
        const { lookUp, dryRun } = batch;
        if (!dryRun) await shareAddressLock(tx);
        let facts = await readKnownFacts(tx, lookUp);
        const toLock = dryRun ? [] : personsToLock(facts, lookUp);
        if (toLock.length > 0) {
          await lockPersons(tx, toLock);
          // Once more: another import or a stop may have held the persons until now.
          facts = await readKnownFacts(tx, lookUp);
        }
        const decided = decide(facts.known);
        if (dryRun || decided.length === 0) return [];
        const entered = await writeCases(tx, batch, decided, facts.persons);
        if (check !== undefined) await caseworkWithin(tx, personsOfChanged(facts.known), check);
        return entered;
      });
    // Another import may be first to store a case or person: the next time, it is on record.
    return retryContention(work, undefined, UNIQUE_VIOLATION);
  }

  knownPayments(creditorId: string, references: string[]): Promise<Map<string, RecordedPayment>> {
    return recordedPayments(this.db, creditorId, references);
  }

  async setUp(
    setup: { creditors: CreditorSetup[]; agents: AgentSetup[] },
    newId: () => string,
    by: { actor: string; at: number },
  ): Promise<void> {
    await this.db.transaction(async (tx) => {
      const audit: AuditEntry[] = [];
      for (const creditor of setup.creditors) {
        const id = await storeCreditor(tx, creditor, newId);
        audit.push(setUpEntry('creditor', id, creditor, newId, by));
      }
      for (const agent of setup.agents) {
        const id = await storeAgent(tx, agent, newId);
        // What was said of them, but not who they are.
        const { name: _name, email: _email, ...said } = agent;
        audit.push(setUpEntry('agent', id, said, newId, by));
      }
      await writeRecords(tx, { audit });
    });
  }
}
