import type { Queryable } from '../database.js';
import { keyedBatch } from '../keyed-batch.js';
import { callFrom } from '../voice/call-from.sql.js';

/** Whose messages they are and what they are under: the same for all of one portfolio in one campaign. */
export interface MessageTerms {
  portfolio_zone: string;
  country: string;
  /** The portfolio's packs, then the campaign's; the strictest rule of all decides. */
  policy_packs: string[];
  minimum_balance_minor: number;
  creditor_name: string;
  sms_sender: string | null;
  rcs_sender: string | null;
  mail_from: string | null;
  call_from: string | null;
  paused: boolean;
}

/** What terms go by. */
interface UnderTerms {
  portfolio_id: string;
  campaign_id: string | null;
}

const READ = `
  SELECT u.portfolio_id, u.campaign_id, pf.zone AS portfolio_zone, pf.country,
         pf.policy_packs || coalesce(ca.policies, '{}') AS policy_packs, pf.minimum_balance_minor,
         cr.name AS creditor_name, cr.sms_sender, cr.rcs_sender, cr.mail_from,
         ${callFrom('cr')} AS call_from, coalesce(ca.paused_at IS NOT NULL, false) AS paused
  FROM ${keyedBatch(1, 'u', { portfolio_id: 'uuid', campaign_id: 'uuid' })}
  JOIN portfolios pf ON pf.id = u.portfolio_id
  JOIN creditors cr ON cr.id = pf.creditor_id
  LEFT JOIN campaigns ca ON ca.id = u.campaign_id`;

/** Reads the terms of a batch once for each portfolio and campaign in it, and says which are whose. */
export async function readTerms(
  tx: Queryable,
  batch: readonly UnderTerms[],
): Promise<(of: UnderTerms) => MessageTerms> {
  const wanted = [...new Map(batch.map((each) => [keyOf(each), each])).values()];
  const { rows } = await tx.query<UnderTerms & MessageTerms>({
    name: 'message-terms',
    text: READ,
    values: [wanted.map((each) => each.portfolio_id), wanted.map((each) => each.campaign_id)],
  });
  const terms = new Map(rows.map((row) => [keyOf(row), row]));
  return (of) => {
    const found = terms.get(keyOf(of));
    if (!found) throw new Error(`portfolio ${of.portfolio_id} has no terms`);
    return found;
  };
}

function keyOf({ portfolio_id, campaign_id }: UnderTerms): string {
  return `${portfolio_id} ${campaign_id}`;
}
