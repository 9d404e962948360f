import type { MessageBatch } from '#contracts';
import type { Channel } from '#domain';
import type { Queryable } from '../database.js';
import { keyedBatch } from '../keyed-batch.js';
import { callFrom } from '../voice/call-from.sql.js';
import { readSaidCases, type SaidCase, versionOf } from './said-cases.js';

/** A message whose leg wants rendering, with all that its words depend on. Personal: never logged. */
export interface MessageToRender {
  shard: number;
  id: string;
  leg_no: number;
  person_id: string;
  family: string;
  tone: string | null;
  channels: Channel[];
  extra: Record<string, unknown> | null;
  case_id: string;
  /** Of the case's row; another one means that something about the case has changed. */
  case_version: string;
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
  debtor_zone: string | null;
  attributes: Record<string, unknown>;
  /** Of a message that covers several cases, those that it speaks of, the oldest debt first; else null. */
  said: readonly SaidCase[] | null;
  /** Of a business case, by due date. */
  invoices: InvoiceOfMessage[];
  portfolio: PortfolioOfMessages;
  points: PointOfMessage[];
}

/** An invoice of a business case. */
export interface InvoiceOfMessage {
  number: string;
  issuedDate: string | null;
  dueDate: string;
  amountMinor: number;
  paidMinor: number;
  currency: string;
}

/** An address that can be used; its role is that of the contact person behind it. */
export interface PointOfMessage {
  id: string;
  kind: 'phone' | 'email';
  /** Channels closed on it: opted out, refused by the person altogether, or taken back where the message is no answer. */
  optedOut: string[];
  role: string | null;
}

/** What all messages of a portfolio say of its creditor. */
export interface PortfolioOfMessages {
  id: string;
  zone: string;
  creditor_name: string;
  phone: string | null;
  email: string | null;
  website: string | null;
  address: string | null;
  bank_account: string | null;
  sms_sender: string | null;
  rcs_sender: string | null;
  /** The bureau that the creditor reports to, with its seat. */
  credit_bureau: string | null;
  /** Null: nobody can be called. */
  call_from: string | null;
  legal_footer: Record<string, string>;
}

const READ = `
  SELECT m.shard, m.id, b.leg_no, m.person_id, m.family, m.tone, m.channels, m.extra,
         c.id AS case_id, c.xmin::text AS case_version, c.portfolio_id, c.ref AS case_ref, c.title, c.currency, c.principal_minor, c.interest_minor, c.costs_minor,
         c.paid_principal_minor + c.paid_interest_minor + c.paid_costs_minor AS paid_minor, c.balance_minor,
         c.due_date, c.stage,
         d.kind, d.first_name, d.last_name, d.company_name, d.gender, d.language, d.zone AS debtor_zone, d.attributes,
         p.points, cardinality(m.case_ids) > 1 AS several
  FROM ${keyedBatch(1, 'b', { shard: 'smallint', id: 'uuid', leg_no: 'smallint' })}
  JOIN flights f ON f.shard = b.shard AND f.message_id = b.id AND f.leg_no = b.leg_no AND f.stage = 'moving'
  JOIN messages m ON m.shard = b.shard AND m.id = b.id
  JOIN cases c ON c.id = m.case_ids[1]
  JOIN debtors d ON d.id = m.debtor_id
  JOIN persons pr ON pr.id = m.person_id
  CROSS JOIN LATERAL (
    SELECT coalesce(json_agg(json_build_object('id', id, 'kind', kind, 'optedOut',
                                               opted_out || pr.refused_channels || taken_back.channels, 'role', role)
                             ORDER BY position, id), '[]') AS points
    FROM contact_points
    CROSS JOIN LATERAL (
      SELECT coalesce(array_agg(key), '{}') AS channels FROM jsonb_each(consents)
      WHERE m.purpose <> 'requested' AND value ->> 'said' = 'withdrawn'
    ) taken_back
    WHERE debtor_id = m.debtor_id AND status = 'active'
  ) p`;

const PORTFOLIOS = `
  SELECT pf.id, pf.zone, cr.name AS creditor_name, cr.phone, cr.email, cr.website, cr.address, cr.bank_account,
         cr.sms_sender, cr.rcs_sender, ${callFrom('cr')} AS call_from, cr.settings ->> 'creditBureau' AS credit_bureau,
         cr.legal_footer
  FROM ${keyedBatch(1, 'u', { id: 'uuid' })}
  JOIN portfolios pf ON pf.id = u.id
  JOIN creditors cr ON cr.id = pf.creditor_id`;

const INVOICES = `
  SELECT case_id, number, issued_date AS "issuedDate", due_date AS "dueDate", amount_minor AS "amountMinor",
    paid_minor AS "paidMinor", currency
  FROM invoices WHERE case_id = ANY($1) ORDER BY case_id, due_date, number`;

/** Invoices by case, of the business cases of a batch; a batch of consumers asks nothing. */
async function readInvoices(
  db: Queryable,
  messages: readonly Pick<MessageToRender, 'kind' | 'case_id'>[],
): Promise<Map<string, InvoiceOfMessage[]>> {
  const caseIds = messages.filter(({ kind }) => kind === 'business').map(({ case_id }) => case_id);
  const byCase = new Map<string, InvoiceOfMessage[]>();
  if (caseIds.length === 0) return byCase;
  const { rows } = await db.query<InvoiceOfMessage & { case_id: string }>({
    name: 'invoices-to-render',
    text: INVOICES,
    values: [[...new Set(caseIds)]],
  });
  for (const { case_id: caseId, ...invoice } of rows) {
    const list = byCase.get(caseId);
    if (list) list.push(invoice);
    else byCase.set(caseId, [invoice]);
  }
  return byCase;
}

type ReadMessage = Omit<MessageToRender, 'portfolio' | 'invoices' | 'said'> & {
  portfolio_id: string;
  several: boolean;
};

/** Reads those of the batch that still wait for this leg; a wake-up that comes again must not bring an old leg back. */
export async function readMessagesToRender(
  db: Queryable,
  batch: MessageBatch,
  now: number,
): Promise<MessageToRender[]> {
  const { rows: read } = await db.query<ReadMessage>({
    name: 'messages-to-render',
    text: READ,
    values: [batch.shards, batch.ids, batch.legs],
  });
  if (read.length === 0) return [];
  const several = read.filter((row) => row.several);
  const saidOf = await readSaidCases(db, now, several);
  const rows = several.length === 0 ? read.map(ofOne) : read.map((row) => ofSaid(row, saidOf.get(row.id)));
  const portfolios = await db.query<PortfolioOfMessages>({
    name: 'portfolios-to-render',
    text: PORTFOLIOS,
    values: [[...new Set(rows.map((row) => row.portfolio_id))]],
  });
  const invoices = await readInvoices(db, rows);
  const byId = new Map(portfolios.rows.map((portfolio) => [portfolio.id, portfolio]));
  return rows.flatMap((row) => {
    const portfolio = byId.get(row.portfolio_id);
    return portfolio ? [Object.assign(row, { portfolio, invoices: invoices.get(row.case_id) ?? [] })] : [];
  });
}

function ofOne(row: ReadMessage): ReadMessage & Pick<MessageToRender, 'said'> {
  return Object.assign(row, { said: null });
}

/**
 * A message for several cases is of the oldest debt among those that may be spoken of, and of the others beside it; of one
 * alone it is as if it had never been for more. Its words are of the versions of all of them.
 */
function ofSaid(
  row: ReadMessage,
  said: readonly SaidCase[] = [],
): ReadMessage & Pick<MessageToRender, 'said'> {
  const [first] = said;
  if (first === undefined) return ofOne(row);
  const { message_id: _id, case_status: _status, holds: _holds, ...facts } = first;
  const together = said.length > 1 ? row.extra?.together : undefined;
  return Object.assign(row, facts, {
    case_version: versionOf(said),
    said: typeof together === 'string' ? said : null,
    ...(typeof together === 'string' && { family: together }),
  });
}
