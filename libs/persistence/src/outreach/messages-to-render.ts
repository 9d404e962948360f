import type { MessageBatch } from '#contracts';
import type { Queryable } from '../database.js';
import { keyedBatch } from '../keyed-batch.js';

/** A message whose leg wants rendering, with all that its words depend on. Personal: never logged. */
export interface MessageToRender {
  shard: number;
  id: string;
  leg_no: number;
  person_id: string;
  purpose: 'collection' | 'requested' | 'statutory';
  family: string;
  tone: string | null;
  channels: string[];
  extra: Record<string, unknown> | null;
  enrolment_id: string | null;
  case_id: string;
  case_ref: string;
  title: string;
  currency: string;
  principal_minor: number;
  interest_minor: number;
  costs_minor: number;
  paid_minor: number;
  balance_minor: number;
  due_date: string;
  stage: string | null;
  kind: 'consumer' | 'business';
  first_name: string | null;
  last_name: string | null;
  company_name: string | null;
  gender: 'f' | 'm' | null;
  language: string;
  zone: string;
  creditor_name: string;
  creditor_phone: string | null;
  creditor_email: string | null;
  creditor_website: string | null;
  creditor_address: string | null;
  creditor_bank_account: string | null;
  creditor_sms_sender: string | null;
  creditor_legal_footer: Record<string, string>;
  creditor_brand: Record<string, string>;
  points: { id: string; kind: 'phone' | 'email'; optedOut: string[] }[];
}

const READ = `
  SELECT m.shard, m.id, b.leg_no, m.person_id, m.purpose, m.family, m.tone, m.channels, m.extra, m.enrolment_id,
         c.id AS case_id, c.ref AS case_ref, c.title, c.currency, c.principal_minor, c.interest_minor, c.costs_minor,
         c.paid_principal_minor + c.paid_interest_minor + c.paid_costs_minor AS paid_minor, c.balance_minor,
         c.due_date, c.stage,
         d.kind, d.first_name, d.last_name, d.company_name, d.gender, d.language, coalesce(d.zone, pf.zone) AS zone,
         cr.name AS creditor_name, cr.phone AS creditor_phone, cr.email AS creditor_email,
         cr.website AS creditor_website, cr.address AS creditor_address, cr.bank_account AS creditor_bank_account,
         cr.sms_sender AS creditor_sms_sender, cr.legal_footer AS creditor_legal_footer, cr.brand AS creditor_brand, p.points
  FROM ${keyedBatch(1, 'b', { shard: 'smallint', id: 'uuid', leg_no: 'smallint' })}
  JOIN flights f ON f.shard = b.shard AND f.message_id = b.id AND f.leg_no = b.leg_no AND f.stage = 'moving'
  JOIN messages m ON m.shard = b.shard AND m.id = b.id
  JOIN cases c ON c.id = m.case_ids[1]
  JOIN debtors d ON d.id = m.debtor_id
  JOIN portfolios pf ON pf.id = c.portfolio_id
  JOIN creditors cr ON cr.id = m.creditor_id
  CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'optedOut', opted_out)
                              ORDER BY position, id), '[]') AS points
    FROM contact_points WHERE debtor_id = m.debtor_id AND status = 'active'
  ) p`;

/** Reads those of the batch that still wait for this leg; a wake-up that comes again must not bring an old leg back. */
export async function readMessagesToRender(db: Queryable, batch: MessageBatch): Promise<MessageToRender[]> {
  const { rows } = await db.query<MessageToRender>({
    name: 'messages-to-render',
    text: READ,
    values: [batch.shards, batch.ids, batch.legs],
  });
  return rows;
}
