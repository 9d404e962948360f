import { type NewPaymentSession, PortalPayments, type PortalPaymentSession } from '#contracts';
import type { Queryable } from '../database.js';

const COLUMNS = `id, case_id AS "caseId", reference, amount_minor AS "amountMinor", currency, status,
  page_url AS "pageUrl"`;

/** Payments that debtors began, one for each click. */
export class PgPortalPayments extends PortalPayments {
  constructor(private readonly db: Queryable) {
    super();
  }

  async begin(session: NewPaymentSession): Promise<PortalPaymentSession> {
    await this.db.query(
      `INSERT INTO payment_sessions (id, case_id, message_id, provider, reference, amount_minor, currency, click_key,
         created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (click_key) DO NOTHING`,
      [
        session.id,
        session.caseId,
        session.messageId,
        session.provider,
        session.reference,
        session.amountMinor,
        session.currency,
        session.clickKey,
        new Date(session.at),
      ],
    );
    const { rows } = await this.db.query<PortalPaymentSession>(
      `SELECT ${COLUMNS} FROM payment_sessions WHERE click_key = $1`,
      [session.clickKey],
    );
    const begun = rows[0];
    if (!begun) throw new Error('a payment session vanished between two statements');
    return begun;
  }

  async claimOpening(id: string, now: number, leaseMs: number): Promise<boolean> {
    const { rowCount } = await this.db.query(
      `UPDATE payment_sessions SET opening_until = $3
       WHERE id = $1 AND page_url IS NULL AND (opening_until IS NULL OR opening_until < $2)`,
      [id, new Date(now), new Date(now + leaseMs)],
    );
    return rowCount === 1;
  }

  async opened(id: string, providerRef: string, pageUrl: string): Promise<void> {
    await this.db.query(
      'UPDATE payment_sessions SET provider_ref = $2, page_url = $3, opening_until = NULL WHERE id = $1',
      [id, providerRef, pageUrl],
    );
  }

  async openingFailed(id: string): Promise<void> {
    await this.db.query('UPDATE payment_sessions SET opening_until = NULL WHERE id = $1', [id]);
  }

  async find(id: string): Promise<PortalPaymentSession | null> {
    const { rows } = await this.db.query<PortalPaymentSession>(
      `SELECT ${COLUMNS} FROM payment_sessions WHERE id = $1`,
      [id],
    );
    return rows[0] ?? null;
  }
}
