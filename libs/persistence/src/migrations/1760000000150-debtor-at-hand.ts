import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is wrong with a new case: its owners are missing, or another's. */
const WRONG = `fresh f LEFT JOIN debtors d ON d.id = f.debtor_id LEFT JOIN portfolios p ON p.id = f.portfolio_id
  WHERE (d.person_id, d.creditor_id, p.creditor_id) IS DISTINCT FROM (f.person_id, f.creditor_id, f.creditor_id)`;
const REFUSE = `
  IF EXISTS (SELECT FROM ${WRONG}) THEN
    RAISE foreign_key_violation USING MESSAGE = 'a new row of cases refers to one that is missing or is another''s';
  END IF;`;
/** Whoever stores a case may say them; what the debtor says counts. */
const TAKE_OVER = `
  UPDATE cases c SET debtor_kind = d.kind, debtor_language = d.language, debtor_zone = d.zone
  FROM fresh f JOIN debtors d ON d.id = f.debtor_id
  WHERE c.id = f.id
    AND (d.kind, d.language, d.zone) IS DISTINCT FROM (f.debtor_kind, f.debtor_language, f.debtor_zone);`;

/**
 * A case has at hand what cadence and policy ask of its debtor, so that claiming and deciding look up one row instead
 * of two; triggers keep it what the debtor says (docs/decisions/0017).
 */
export class DebtorAtHand1760000000150 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Null only within the statement that stores the case.
      ALTER TABLE cases ADD COLUMN debtor_kind text, ADD COLUMN debtor_language char(2), ADD COLUMN debtor_zone text;
      UPDATE cases c SET debtor_kind = d.kind, debtor_language = d.language, debtor_zone = d.zone
      FROM debtors d WHERE d.id = c.debtor_id;
      ${checkOfCases(REFUSE + TAKE_OVER)}

      CREATE FUNCTION tell_cases() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          UPDATE cases SET debtor_kind = new.kind, debtor_language = new.language, debtor_zone = new.zone
          WHERE person_id = new.person_id AND debtor_id = new.id;
          RETURN NULL;
        END $$;
      CREATE TRIGGER tells_cases AFTER UPDATE OF kind, language, zone ON debtors FOR EACH ROW
        WHEN ((old.kind, old.language, old.zone) IS DISTINCT FROM (new.kind, new.language, new.zone))
        EXECUTE FUNCTION tell_cases();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TRIGGER tells_cases ON debtors;
      DROP FUNCTION tell_cases;
      ${checkOfCases(REFUSE)}
      ALTER TABLE cases DROP COLUMN debtor_zone, DROP COLUMN debtor_language, DROP COLUMN debtor_kind;
    `);
  }
}

/** Joined by key alone: the plan is made once for a connection, and tables grow. */
function checkOfCases(body: string): string {
  return `
    CREATE OR REPLACE FUNCTION check_new_cases() RETURNS trigger LANGUAGE plpgsql
      SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
      BEGIN ${body}
        RETURN NULL;
      END $$;`;
}
