import { sampleVariables } from '#templating';
import type { Database } from '#persistence';
import { seedPortfolio } from './portfolio-seed.js';

/** The keys of the birth date that every seeded debtor has. */
export const BIRTH_KEYS = '01011980';
/** What every seeded case owes, in minor units. */
const BALANCE_MINOR = 124_680;

/** Calls that a provider has taken and nobody has answered yet. Nine o'clock to five, people answer the creditor's phone. */
export async function seedTakenCalls(db: Database, count: number, dialogueVersion: string): Promise<void> {
  await seedPortfolio(db, {
    size: count,
    contact: 'phone',
    campaign: 'unused',
    stepKey: 'notice',
    dueDate: '2026-01-11',
    dueAt: '2026-03-01T09:00:00Z',
    enteredAt: '2026-01-12T09:00:00Z',
  });
  const person = { number: '+48221112233', opens: '09:00', closes: '17:00' };
  await db.query(`UPDATE creditors SET settings = $1`, [
    JSON.stringify({ voice: { callFrom: '+48223000000', person } }),
  ]);
  const sample = sampleVariables('pl');
  const body = { ...sample, case: { ...sample.case, balanceMinor: BALANCE_MINOR }, today: '2026-01-12' };
  await db.query(
    `
    WITH sent AS MATERIALIZED (
      SELECT e.*, c.debtor_id, c.creditor_id, cp.id AS point_id, uuidv7() AS message_id
      FROM enrolments e JOIN cases c ON c.id = e.case_id JOIN contact_points cp ON cp.debtor_id = c.debtor_id
    ), m AS (
      INSERT INTO messages (shard, id, person_id, debtor_id, creditor_id, case_ids, campaign_id, enrolment_id, purpose,
                            origin_kind, origin_key, family, channels, status, created_at)
      SELECT shard, message_id, person_id, debtor_id, creditor_id, ARRAY[case_id], campaign_id, id, 'collection',
             'step', id || ':notice', 'overdue', '{voice}', 'sent', entered_at FROM sent
    ), l AS (
      INSERT INTO legs (shard, message_id, leg_no, person_id, channel, contact_point_id, language, template_version, body,
                        link_hash, link_key_version, status, accepted_at, rendered_at)
      SELECT shard, message_id, 1, person_id, 'voice', point_id, 'pl', $1, $2, sha256(message_id::text::bytea), 1,
             'accepted', entered_at, entered_at FROM sent
    )
    INSERT INTO attempts (shard, id, message_id, leg_no, attempt_no, person_id, provider, decision_id, committed_at,
                          outcome, provider_ref, settled_at)
    SELECT shard, gen_random_uuid(), message_id, 1, 1, person_id, 'twilio-voice', gen_random_uuid(), now(), 'accepted',
           'CA' || replace(message_id::text, '-', ''), now() FROM sent`,
    [dialogueVersion, JSON.stringify(body)],
  );
  await db.query('VACUUM ANALYZE');
}
