import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys that each row of an import pays for; by name, on whom they stand. */
const KEYS: readonly (readonly [table: string, column: string])[] = [
  ['debtors', 'person_id'],
  ['debtors', 'creditor_id'],
  ['contact_points', 'debtor_id'],
  ['cases', 'debtor_id'],
  ['cases', 'portfolio_id'],
];

/** Of which table's new rows what is wrong, as the rows `fresh` are seen beside those that they refer to. */
const CHECKS: readonly (readonly [table: string, wrong: string])[] = [
  [
    'debtors',
    `fresh f LEFT JOIN persons p ON p.id = f.person_id LEFT JOIN creditors c ON c.id = f.creditor_id
       WHERE p.id IS NULL OR c.id IS NULL`,
  ],
  [
    'contact_points',
    `fresh f LEFT JOIN debtors d ON d.id = f.debtor_id WHERE d.person_id IS DISTINCT FROM f.person_id`,
  ],
  [
    'cases',
    `fresh f LEFT JOIN debtors d ON d.id = f.debtor_id LEFT JOIN portfolios p ON p.id = f.portfolio_id
       WHERE (d.person_id, d.creditor_id, p.creditor_id) IS DISTINCT FROM (f.person_id, f.creditor_id, f.creditor_id)`,
  ],
];

/** Columns that say whose a row is; of a case, its portfolio may be another one of its creditor. */
const OWNERS: readonly (readonly [table: string, ...columns: string[]])[] = [
  ['debtors', 'person_id', 'creditor_id'],
  ['contact_points', 'debtor_id', 'person_id'],
  ['cases', 'person_id', 'debtor_id', 'creditor_id'],
];

const NEVER_DELETED = ['persons', 'debtors', 'portfolios', 'creditors'];

/**
 * The keys of debtors, contact points and cases are checked once for all rows of a statement, copies included, and no
 * longer row by row; what they refer to stays. An index of cases goes that no statement reads (docs/decisions/0017).
 */
export class KeysByStatement1760000000130 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const [table, column] of KEYS)
      await db.query(`ALTER TABLE ${table} ALTER CONSTRAINT ${table}_${column}_fkey NOT ENFORCED`);
    for (const [table, wrong] of CHECKS) await db.query(checkOf(table, wrong));
    await db.query(`
      CREATE FUNCTION check_portfolio() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF NOT EXISTS (SELECT FROM portfolios WHERE id = new.portfolio_id AND creditor_id = new.creditor_id) THEN
            RAISE foreign_key_violation USING MESSAGE = 'a case cannot move to a portfolio that its creditor has not';
          END IF;
          RETURN NULL;
        END $$;
      CREATE TRIGGER portfolio_of_creditor AFTER UPDATE OF portfolio_id ON cases FOR EACH ROW
        WHEN (old.portfolio_id IS DISTINCT FROM new.portfolio_id) EXECUTE FUNCTION check_portfolio();

      CREATE FUNCTION refuse_other_owner() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE foreign_key_violation USING MESSAGE = 'whose a row of ' || TG_TABLE_NAME || ' is never changes'; END
      $$;
      CREATE FUNCTION refuse_deletion() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE foreign_key_violation USING MESSAGE = 'rows of ' || TG_TABLE_NAME || ' are never deleted'; END
      $$;
      DROP INDEX cases_portfolio;`);
    for (const [table, ...columns] of OWNERS) {
      const differ = columns.map((column) => `old.${column} IS DISTINCT FROM new.${column}`).join(' OR ');
      await db.query(`CREATE TRIGGER same_owner AFTER UPDATE OF ${columns.join(', ')} ON ${table} FOR EACH ROW
        WHEN (${differ}) EXECUTE FUNCTION refuse_other_owner()`);
    }
    for (const table of NEVER_DELETED)
      await db.query(
        `CREATE TRIGGER stays BEFORE DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_deletion()`,
      );
  }

  async down(db: QueryRunner): Promise<void> {
    for (const table of NEVER_DELETED) await db.query(`DROP TRIGGER stays ON ${table}`);
    for (const [table] of OWNERS) await db.query(`DROP TRIGGER same_owner ON ${table}`);
    for (const [table] of CHECKS)
      await db.query(`DROP TRIGGER keys_of_new ON ${table}; DROP FUNCTION check_new_${table}()`);
    await db.query(`
      DROP TRIGGER portfolio_of_creditor ON cases;
      DROP FUNCTION check_portfolio, refuse_other_owner, refuse_deletion;
      CREATE INDEX cases_portfolio ON cases (portfolio_id, status);`);
    for (const [table, column] of KEYS)
      await db.query(`ALTER TABLE ${table} ALTER CONSTRAINT ${table}_${column}_fkey ENFORCED`);
  }
}

/** Joined by key alone: the plan is made once for a connection, and tables grow. */
function checkOf(table: string, wrong: string): string {
  return `
    CREATE FUNCTION check_new_${table}() RETURNS trigger LANGUAGE plpgsql
      SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
      BEGIN
        IF EXISTS (SELECT FROM ${wrong}) THEN
          RAISE foreign_key_violation USING MESSAGE = 'a new row of ${table} refers to one that is missing or is another''s';
        END IF;
        RETURN NULL;
      END $$;
    CREATE TRIGGER keys_of_new AFTER INSERT ON ${table} REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT
      EXECUTE FUNCTION check_new_${table}();`;
}
