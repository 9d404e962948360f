import type { AgentSetup, CreditorSetup } from '#contracts';
import type { Queryable } from '../database.js';

/** Creates or updates a creditor with its portfolios, each known by its ref; portfolios left out stay as they are. */
export async function storeCreditor(
  tx: Queryable,
  creditor: CreditorSetup,
  newId: () => string,
): Promise<void> {
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO creditors (id, ref, name, country, zone, phone, email, website, address, bank_account, legal_footer, brand,
       sms_sender, mail_from, allocation_order, escalation_cron, settings)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
     ON CONFLICT (ref) DO UPDATE SET name = excluded.name, country = excluded.country, zone = excluded.zone,
       phone = excluded.phone, email = excluded.email, website = excluded.website, address = excluded.address,
       bank_account = excluded.bank_account, legal_footer = excluded.legal_footer, brand = excluded.brand,
       sms_sender = excluded.sms_sender, mail_from = excluded.mail_from, allocation_order = excluded.allocation_order,
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
      creditor.mailFrom,
      creditor.allocationOrder,
      creditor.escalationCron,
      JSON.stringify(creditor.settings),
    ],
  );
  for (const portfolio of creditor.portfolios) {
    await tx.query(
      `INSERT INTO portfolios (id, creditor_id, ref, name, country, zone, language, policy_packs, minimum_balance_minor)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (creditor_id, ref) DO UPDATE SET name = excluded.name, country = excluded.country,
         zone = excluded.zone, language = excluded.language, policy_packs = excluded.policy_packs,
         minimum_balance_minor = excluded.minimum_balance_minor`,
      [
        newId(),
        rows[0]?.id,
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
}

/** Creates or updates an agent; whether they are active is left as it is. */
export async function storeAgent(tx: Queryable, agent: AgentSetup, newId: () => string): Promise<void> {
  await tx.query(
    `INSERT INTO agents (id, ref, name, email, queues, capacity) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (ref) DO UPDATE SET name = excluded.name, email = excluded.email, queues = excluded.queues,
       capacity = excluded.capacity`,
    [newId(), agent.ref, agent.name, agent.email, agent.queues, agent.capacity],
  );
}
