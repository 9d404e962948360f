import type { Database } from '#persistence';
import { seedPortfolio } from './portfolio-seed.js';

/** Messages that providers have accepted and whose receipts are still to come. */
export async function seedAcceptedMessages(db: Database, count: number): Promise<void> {
  await seedPortfolio(db, {
    size: count,
    contact: 'phone',
    campaign: 'unused',
    stepKey: 'notice',
    dueDate: '2026-01-11',
    dueAt: '2026-03-01T09:00:00Z',
    enteredAt: '2026-01-12T09:00:00Z',
  });
  await db.query(`
    WITH sent AS MATERIALIZED (
      SELECT e.*, c.debtor_id, c.creditor_id, gen_random_uuid() AS message_id FROM enrolments e JOIN cases c ON c.id = e.case_id
    ), m AS (
      INSERT INTO messages (shard, id, person_id, debtor_id, creditor_id, case_ids, campaign_id, enrolment_id, purpose,
                            origin_kind, origin_key, family, channels, status, created_at)
      SELECT shard, message_id, person_id, debtor_id, creditor_id, ARRAY[case_id], campaign_id, id, 'collection',
             'step', id || ':notice', 'overdue', '{sms}', 'sent', entered_at FROM sent
    ), l AS (
      INSERT INTO legs (shard, message_id, leg_no, person_id, channel, language, template_version, body, link_hash,
                        link_key_version, status, accepted_at, rendered_at)
      SELECT shard, message_id, 1, person_id, 'sms', 'pl', 'seed', 'seed', sha256(message_id::text::bytea), 1,
             'accepted', entered_at, entered_at FROM sent
    )
    INSERT INTO attempts (shard, id, message_id, leg_no, attempt_no, person_id, provider, decision_id, committed_at,
                          outcome, provider_ref, settled_at)
    SELECT shard, gen_random_uuid(), message_id, 1, 1, person_id, 'twilio-sms', gen_random_uuid(), now(), 'accepted',
           'SM' || replace(message_id::text, '-', ''), now() FROM sent`);
  await db.query('VACUUM ANALYZE');
}
