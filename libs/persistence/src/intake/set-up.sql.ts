import type { AgentSetup, AuditEntry, CreditorSetup } from '#contracts';
import { changeAgent, insertAgent } from '../console/agents.sql.js';
import type { Queryable } from '../database.js';

/**
 * Creates or updates a creditor with its portfolios, each known by its ref; portfolios left out stay as they are.
 * Answers with its id.
 */
export async function storeCreditor(
  tx: Queryable,
  creditor: CreditorSetup,
  newId: () => string,
): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO creditors (id, ref, name, country, zone, phone, email, website, address, bank_account, legal_footer, brand,
       sms_sender, rcs_sender, mail_from, allocation_order, escalation_cron, settings)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
     ON CONFLICT (ref) DO UPDATE SET name = excluded.name, country = excluded.country, zone = excluded.zone,
       phone = excluded.phone, email = excluded.email, website = excluded.website, address = excluded.address,
       bank_account = excluded.bank_account, legal_footer = excluded.legal_footer, brand = excluded.brand,
       sms_sender = excluded.sms_sender, rcs_sender = excluded.rcs_sender, mail_from = excluded.mail_from, allocation_order = excluded.allocation_order,
       escalation_cron = excluded.escalation_cron, settings = excluded.settings
     RETURNING id`,
    [
      newId(),
      creditor.ref,
      creditor.name,
      creditor.country,
      creditor.zone,
      creditor.phone,
      creditor.email,
      creditor.website,
      creditor.address,
      creditor.bankAccount,
      JSON.stringify(creditor.legalFooter),
      JSON.stringify(creditor.brand),
      creditor.smsSender,
      creditor.rcsSender,
      creditor.mailFrom,
      creditor.allocationOrder,
      creditor.escalationCron,
      JSON.stringify(creditor.settings),
    ],
  );
  const id = rows[0]?.id ?? '';
  for (const portfolio of creditor.portfolios) {
    await tx.query(
      `INSERT INTO portfolios (id, creditor_id, ref, name, country, zone, language, policy_packs, minimum_balance_minor)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (creditor_id, ref) DO UPDATE SET name = excluded.name, country = excluded.country,
         zone = excluded.zone, language = excluded.language, policy_packs = excluded.policy_packs,
         minimum_balance_minor = excluded.minimum_balance_minor`,
      [
        newId(),
        id,
        portfolio.ref,
        portfolio.name,
        portfolio.country,
        portfolio.zone,
        portfolio.language,
        portfolio.policyPacks,
        portfolio.minimumBalanceMinor,
      ],
    );
  }
  return id;
}

/**
 * Creates or updates an agent: what the file does not name stays as it is, and so does whether they are active.
 * Answers with their id.
 */
export async function storeAgent(tx: Queryable, agent: AgentSetup, newId: () => string): Promise<string> {
  const { ref, hours, ...rest } = agent;
  const isNew = await insertAgent(tx, newId(), ref, agent.name);
  // The hours of somebody new are those given, without the table's default shining through.
  if (isNew && hours !== undefined) await tx.query(`UPDATE agents SET hours = '{}' WHERE ref = $1`, [ref]);
  await changeAgent(tx, ref, { ...rest, hours });
  const { rows } = await tx.query<{ id: string }>('SELECT id FROM agents WHERE ref = $1', [ref]);
  return rows[0]?.id ?? '';
}

/** Who set what up: all that was said of a creditor, and what an agent does. */
export function setUpEntry(
  subjectKind: 'creditor' | 'agent',
  subjectId: string,
  detail: object,
  newId: () => string,
  by: { actor: string; at: number },
): AuditEntry {
  return {
    id: newId(),
    action: `${subjectKind}.set-up`,
    subjectKind,
    subjectId,
    detail: { ...detail },
    ...by,
  };
}
