import {
  type Address,
  type AddressQuery,
  type CaseRecord,
  CaseworkStore,
  type CaseworkTransaction,
  type DueAgreement,
  type LockOptions,
  type NewPayment,
  type WaitingPayment,
} from '#contracts';
import type { Database } from '../database.js';
import { dueAgreements } from './agreements.sql.js';
import { findAddress } from './addresses.sql.js';
import { casesById } from './cases.sql.js';
import { caseRefsOfInvoices } from './invoices.sql.js';
import { lockPersonOf, takeLocks } from './locks.js';
import { PgHandOutStore } from './pg-hand-out-store.js';
import { PgCaseworkTransaction } from './pg-casework-transaction.js';
import { creditorsToPlaceFor, paymentById, placeablePayments } from './waiting-payments.sql.js';
import { retryContention } from '../retry-contention.js';

/** Casework on Postgres: each use case one transaction, its persons locked first. */
export class PgCaseworkStore extends CaseworkStore {
  readonly handOuts: PgHandOutStore;

  constructor(private readonly db: Database) {
    super();
    this.handOuts = new PgHandOutStore(db);
  }

  transaction<T>(locks: LockOptions, work: (tx: CaseworkTransaction) => Promise<T>): Promise<T> {
    return retryContention(() =>
      this.db.exchange(async (tx) => work(new PgCaseworkTransaction(tx, await takeLocks(tx, locks)))),
    );
  }

  onCase<T>(
    caseId: string,
    work: (tx: CaseworkTransaction, record: CaseRecord) => Promise<T>,
  ): Promise<T | null> {
    return retryContention(() =>
      this.db.exchange(async (tx) => {
        // One exchange, and yet the case is read by a statement that begins when the lock is held.
        const [persons, [record]] = await Promise.all([lockPersonOf(tx, caseId), casesById(tx, [caseId])]);
        return record === undefined ? null : work(new PgCaseworkTransaction(tx, persons), record);
      }),
    );
  }

  async casesByRef(
    creditorId: string,
    refs: string[],
  ): Promise<Map<string, { caseId: string; personId: string }>> {
    if (refs.length === 0) return new Map();
    const { rows } = await this.db.query<{ id: string; ref: string; person_id: string }>(
      'SELECT id, ref, person_id FROM cases WHERE creditor_id = $1 AND ref = ANY($2)',
      [creditorId, refs],
    );
    return new Map(rows.map((row) => [row.ref, { caseId: row.id, personId: row.person_id }]));
  }

  async personsOfCases(caseIds: string[], creditorId?: string): Promise<Map<string, string>> {
    if (caseIds.length === 0) return new Map();
    const { rows } = await this.db.query<{ id: string; person_id: string }>(
      'SELECT id, person_id FROM cases WHERE id = ANY($1) AND ($2::uuid IS NULL OR creditor_id = $2)',
      [caseIds, creditorId ?? null],
    );
    return new Map(rows.map((row) => [row.id, row.person_id]));
  }

  caseRefsByInvoice(creditorId: string, numbers: string[]): Promise<Map<string, string[]>> {
    return caseRefsOfInvoices(this.db, creditorId, numbers);
  }

  payment(id: string): Promise<NewPayment | null> {
    return paymentById(this.db, id);
  }

  creditorsToPlaceFor(): Promise<string[]> {
    return creditorsToPlaceFor(this.db);
  }

  placeablePayments(creditorId: string, limit: number): Promise<WaitingPayment[]> {
    return placeablePayments(this.db, creditorId, limit);
  }

  dueAgreements(now: number, limit: number): Promise<DueAgreement[]> {
    return dueAgreements(this.db, now, limit);
  }

  address(query: AddressQuery): Promise<Address | null> {
    return findAddress(this.db, query);
  }

  async caseOfEscalation(escalationId: string): Promise<{ caseId: string; personId: string } | null> {
    const { rows } = await this.db.query<{ case_id: string; person_id: string }>(
      'SELECT case_id, person_id FROM escalations WHERE id = $1',
      [escalationId],
    );
    const row = rows[0];
    return row === undefined ? null : { caseId: row.case_id, personId: row.person_id };
  }

  async caseOfHandOff(handOffId: string): Promise<{ caseId: string; personId: string } | null> {
    const { rows } = await this.db.query<{ caseId: string; personId: string }>(
      'SELECT case_id AS "caseId", person_id AS "personId" FROM hand_offs WHERE id = $1',
      [handOffId],
    );
    return rows[0] ?? null;
  }

  async creditorByRef(ref: string): Promise<{ id: string } | null> {
    const { rows } = await this.db.query<{ id: string }>('SELECT id FROM creditors WHERE ref = $1', [ref]);
    return rows[0] ?? null;
  }
}
