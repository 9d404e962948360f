import { createHash, randomUUID } from 'node:crypto';
import type { Database } from '#persistence';

/** A portfolio made by set-based SQL, for measuring and torturing: plausible, not pretty. */
export interface SeedOptions {
  /** How many persons, each with one debtor, one case, one contact point of the kind, and one enrolment. */
  size: number;
  /** Null for none: to measure what reads none. */
  contact: 'phone' | 'email' | null;
  /** Campaign file that the enrolments follow. */
  campaign: string;
  /** The step each enrolment stands at. */
  stepKey: string;
  /** Calendar date on which the debts fell due. */
  dueDate: string;
  /** Business instant at which the enrolments are due, or the first of them is; in ISO form. */
  dueAt: string;
  /** Business milliseconds from one enrolment's instant to the next one's; all are due at once when absent. */
  dueApartMs?: number;
  /** How many that were placed one after another come due one after another, before others that lie anywhere; 1 when absent. */
  dueTogether?: number;
  /** Business instant at which they entered that step. */
  enteredAt: string;
}

export interface Seeded {
  creditorId: string;
  portfolioId: string;
  campaignId: string;
  versionId: string;
}

export async function seedPortfolio(db: Database, options: SeedOptions): Promise<Seeded> {
  const ids: Seeded = {
    creditorId: randomUUID(),
    portfolioId: randomUUID(),
    campaignId: randomUUID(),
    versionId: randomUUID(),
  };
  const tag = ids.portfolioId.slice(0, 8);
  await db.query(
    `INSERT INTO creditors (id, ref, name, country, zone, phone, email, website, address, bank_account, sms_sender, mail_from)
     VALUES ($1, $2, 'Energia Przykład S.A.', 'PL', 'Europe/Warsaw', '+48 22 000 00 00', 'kontakt@energia.example',
             'https://energia.example', 'ul. Przykładowa 1, 00-001 Warszawa', 'PL61109010140000071219812874', 'Energia',
             'sprawy@energia.example')`,
    [ids.creditorId, `creditor-${tag}`],
  );
  await db.query(
    `INSERT INTO portfolios (id, creditor_id, ref, name, country, zone, language, policy_packs)
     VALUES ($1, $2, $3, 'Seed', 'PL', 'Europe/Warsaw', 'pl', '{pl-default}')`,
    [ids.portfolioId, ids.creditorId, `portfolio-${tag}`],
  );
  await db.query(`INSERT INTO campaigns (id, key, name, created_at) VALUES ($1, $2, 'Seed', now())`, [
    ids.campaignId,
    `seed-${tag}`,
  ]);
  await db.query(
    `INSERT INTO campaign_versions (id, campaign_id, number, source, source_hash, definition, published_at)
     VALUES ($1, $2, 1, $3, $4, '{}', now())`,
    [ids.versionId, ids.campaignId, options.campaign, createHash('sha256').update(options.campaign).digest()],
  );
  const chunk = 50_000;
  let next = 1;
  const seedOn = async (): Promise<void> => {
    for (let from = next; from <= options.size; from = next) {
      next = from + chunk;
      await seedCases(db, ids, options, from, Math.min(options.size, next - 1));
    }
  };
  // Where there are two connections, on both.
  await Promise.all([seedOn(), seedOn()]);
  // Not of all tables: autovacuum leaves empty ones alone, and what is known to be empty is planned as such.
  await db.query('VACUUM ANALYZE persons, debtors, contact_points, cases, enrolments');
  return ids;
}

async function seedCases(db: Database, ids: Seeded, o: SeedOptions, from: number, to: number): Promise<void> {
  const tag = ids.portfolioId.slice(0, 8);
  await db.query(
    `WITH n AS MATERIALIZED (
       SELECT g, uuidv7() AS person, uuidv7() AS debtor, uuidv7() AS case_id,
              (g::bigint / $15 * 7919 % ($13::bigint / $15)) * $15 + g % $15 AS place
       FROM generate_series($1::int, $2::int) g
     ), p AS (
       INSERT INTO persons (id, shard, kind, key_hash)
       SELECT person, g % 64, 'natural', sha256(convert_to($3 || g, 'UTF8')) FROM n
     ), d AS (
       INSERT INTO debtors (id, person_id, creditor_id, kind, first_name, last_name, gender, birth_date, postcode, country, language)
       SELECT debtor, person, $4, 'consumer', 'Anna', 'Nowak', 'f', '1980-01-01', '00-001', 'PL', 'pl' FROM n
     ), cp AS (
       INSERT INTO contact_points (id, debtor_id, person_id, kind, value, value_hash, zones, country)
       SELECT uuidv7(), debtor, person, $5::text,
              CASE WHEN $5 = 'phone' THEN '+485' || lpad(g::text, 8, '0') ELSE 'debtor' || g || '@example.com' END,
              sha256(convert_to($5 || g, 'UTF8')), '{Europe/Warsaw}', 'PL' FROM n WHERE $5 IS NOT NULL
     ), c AS (
       INSERT INTO cases (id, shard, person_id, debtor_id, portfolio_id, creditor_id, ref, title, currency,
                          principal_minor, interest_minor, due_date, stage, created_at, debtor_kind, debtor_language)
       SELECT case_id, g % 64, person, debtor, $6, $4, $3 || '/' || g, 'Faktura za energię', 'PLN', 123450, 1230, $7, 'early', now(),
              'consumer', 'pl'
       FROM n
     )
     INSERT INTO enrolments (id, shard, case_id, person_id, campaign_id, version_id, state, due_at, entered_at)
     SELECT uuidv7(), g % 64, case_id, person, $8, $9,
            jsonb_build_object('stepKey', $10::text, 'enteredStepAt', extract(epoch FROM $11::timestamptz) * 1000,
                               'occurrence', 1, 'waiting', null, 'endedReason', null),
            $12::timestamptz + make_interval(secs => place * $14::float8 / 1000), $11::timestamptz
     FROM n`,
    [
      from,
      to,
      tag,
      ids.creditorId,
      o.contact,
      ids.portfolioId,
      o.dueDate,
      ids.campaignId,
      ids.versionId,
      o.stepKey,
      o.enteredAt,
      o.dueAt,
      o.size,
      o.dueApartMs ?? 0,
      o.dueTogether ?? 1,
    ],
  );
}
