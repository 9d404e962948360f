import type { CallBeforeTurn, CallName, KeptTurn } from '#contracts';
import type { Language, TemplateVariables } from '#domain';
import { columns } from '../casework/columns.js';
import type { Queryable } from '../database.js';
import { keyedBatch } from '../keyed-batch.js';
import { callFrom } from './call-from.sql.js';

/** A turn that is about to be taken. */
export interface TurnName extends CallName {
  /** From 0, the first. */
  turn: number;
}

interface CallRow {
  position: number;
  person_id: string;
  case_id: string;
  contact_point_id: string | null;
  language: Language;
  template_version: string;
  body: string;
  birth_date: string | null;
  postcode: string | null;
  balance_minor: number;
  standing: boolean;
  settings: string | null;
  call_from: string | null;
  zone: string;
  country: string;
  ended: boolean;
  kept: KeptTurn | null;
}

const TURN = { shard: 'smallint', message_id: 'uuid', leg_no: 'smallint', turn: 'smallint' };

const BEFORE = `
  SELECT r.position::int, m.person_id, m.case_ids[1] AS case_id, cp.id AS contact_point_id, l.language,
         l.template_version, l.body, d.birth_date, d.postcode, c.balance_minor,
         c.status = 'open' AND cardinality(p.stops) = 0
           AND coalesce(cp.status = 'active' AND NOT 'voice' = ANY(cp.opted_out)
             AND cp.consents #>> '{voice,said}' IS DISTINCT FROM 'withdrawn', false) AS standing,
         (cr.settings -> 'voice')::text AS settings, ${callFrom('cr')} AS call_from, cr.zone, cr.country,
         coalesce(ca.ended_at IS NOT NULL, false) AS ended,
         CASE WHEN t.turn IS NOT NULL
              THEN json_build_object('results', t.results, 'complete', t.said IS NOT NULL) END AS kept
  FROM ${keyedBatch(1, 'r', TURN, 'position')}
  JOIN legs l ON l.shard = r.shard AND l.message_id = r.message_id AND l.leg_no = r.leg_no AND l.channel = 'voice'
  JOIN messages m ON m.shard = l.shard AND m.id = l.message_id
  JOIN persons p ON p.id = m.person_id
  JOIN cases c ON c.id = m.case_ids[1]
  JOIN debtors d ON d.id = m.debtor_id
  JOIN creditors cr ON cr.id = m.creditor_id
  LEFT JOIN contact_points cp ON cp.id = l.contact_point_id
  LEFT JOIN calls ca ON ca.message_id = l.message_id AND ca.leg_no = l.leg_no
  LEFT JOIN call_turns t ON t.message_id = l.message_id AND t.leg_no = l.leg_no AND t.turn = r.turn`;

/** What turns have to know, in their order; null for what is no call. */
export async function knownBefore(
  db: Queryable,
  turns: readonly TurnName[],
): Promise<(CallBeforeTurn | null)[]> {
  const { rows } = await db.query<CallRow & Record<string, unknown>>({
    name: 'calls-before-turns',
    text: BEFORE,
    values: columns(turns, 'shard', 'messageId', 'legNo', 'turn'),
  });
  const known: (CallBeforeTurn | null)[] = turns.map(() => null);
  for (const row of rows) known[row.position - 1] = asKnown(row);
  return known;
}

function asKnown(row: CallRow): CallBeforeTurn {
  const variables = JSON.parse(row.body) as TemplateVariables;
  return {
    personId: row.person_id,
    caseId: row.case_id,
    contactPointId: row.contact_point_id,
    language: row.language,
    dialogueVersion: row.template_version,
    variables,
    identity: { birthDate: row.birth_date, postcode: row.postcode },
    moot: !row.standing || row.balance_minor <= 0 || row.balance_minor !== variables.case.balanceMinor,
    settings: row.settings,
    callFrom: row.call_from,
    zone: row.zone,
    country: row.country,
    ended: row.ended,
    kept: row.kept,
  };
}
