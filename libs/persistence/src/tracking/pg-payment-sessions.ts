import { type OpenedPayment, PaymentSessions } from '#contracts';
import type { Queryable } from '../database.js';

/** Payment pages by the reference that their provider reports. */
export class PgPaymentSessions extends PaymentSessions {
  constructor(private readonly db: Queryable) {
    super();
  }

  async find(provider: string, reference: string): Promise<OpenedPayment | null> {
    const { rows } = await this.db.query<{ case_id: string; creditor_id: string }>(
      `SELECT s.case_id, c.creditor_id FROM payment_sessions s JOIN cases c ON c.id = s.case_id
       WHERE s.provider = $1 AND s.reference = $2`,
      [provider, reference],
    );
    const [row] = rows;
    return row === undefined ? null : { caseId: row.case_id, creditorId: row.creditor_id };
  }

  async markPaid(provider: string, reference: string): Promise<void> {
    await this.db.query(
      `UPDATE payment_sessions SET status = 'paid' WHERE provider = $1 AND reference = $2 AND status <> 'paid'`,
      [provider, reference],
    );
  }
}
