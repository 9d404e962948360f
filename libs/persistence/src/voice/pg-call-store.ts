import { type CallBeforeTurn, type CallName, CallStore, type KeptTurn, type StoredTurn } from '#contracts';
import type { Language, TemplateVariables } from '#domain';
import { v7 as uuidv7 } from 'uuid';
import type { Database } from '../database.js';
import { callFrom } from './call-from.sql.js';

interface CallRow {
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
  settings: unknown;
  call_from: string | null;
  zone: string;
  country: string;
  ended: boolean;
  kept: KeptTurn | null;
}

const BEFORE = `
  SELECT m.person_id, m.case_ids[1] AS case_id, cp.id AS contact_point_id, l.language, l.template_version, l.body,
         d.birth_date, d.postcode, c.balance_minor,
         c.status = 'open' AND cardinality(p.stops) = 0
           AND coalesce(cp.status = 'active' AND NOT 'voice' = ANY(cp.opted_out), false) AS standing,
         cr.settings -> 'voice' AS settings, ${callFrom('cr')} AS call_from, cr.zone, cr.country,
         coalesce(ca.ended_at IS NOT NULL, false) AS ended,
         CASE WHEN t.turn IS NOT NULL
              THEN json_build_object('results', t.results, 'complete', t.said IS NOT NULL) END AS kept
  FROM legs l
  JOIN messages m ON m.shard = l.shard AND m.id = l.message_id
  JOIN persons p ON p.id = m.person_id
  JOIN cases c ON c.id = m.case_ids[1]
  JOIN debtors d ON d.id = m.debtor_id
  JOIN creditors cr ON cr.id = m.creditor_id
  LEFT JOIN contact_points cp ON cp.id = l.contact_point_id
  LEFT JOIN calls ca ON ca.message_id = l.message_id AND ca.leg_no = l.leg_no
  LEFT JOIN call_turns t ON t.message_id = l.message_id AND t.leg_no = l.leg_no AND t.turn = $4
  WHERE l.shard = $1 AND l.message_id = $2 AND l.leg_no = $3 AND l.channel = 'voice'`;

/**
 * A turn, the state of its call, and once a call the response: whoever shows who they are has answered. A turn that is
 * complete stays as it is.
 */
const KEEP = `
  WITH kept AS (
    INSERT INTO call_turns (message_id, leg_no, turn, node, heard, said, results, at)
    VALUES ($2, $3, $4, $5, $6, $7, $8, to_timestamp($9::float8 / 1000))
    ON CONFLICT (message_id, leg_no, turn) DO UPDATE
      SET heard = excluded.heard, said = excluded.said, results = excluded.results
      WHERE call_turns.said IS NULL
  ), call AS (
    INSERT INTO calls (shard, message_id, leg_no, person_id, case_id, dialogue_version, provider_ref, started_at,
                       verified_at, outcome)
    VALUES ($1, $2, $3, $10, $11, $12, $13, to_timestamp($9::float8 / 1000),
            CASE WHEN $14 THEN to_timestamp($9::float8 / 1000) END, $15)
    ON CONFLICT (message_id, leg_no) DO UPDATE
      SET verified_at = coalesce(calls.verified_at, excluded.verified_at),
          outcome = coalesce(excluded.outcome, calls.outcome)
    RETURNING new.person_id, new.case_id, old.verified_at IS NULL AND new.verified_at IS NOT NULL AS identified
  ), response AS (
    INSERT INTO interactions (id, person_id, case_id, message_id, kind, channel, counts_as_response, detail, at)
    SELECT $16, person_id, case_id, $2, 'call', 'voice', true, '{}', to_timestamp($9::float8 / 1000)
    FROM call WHERE identified
  )
  INSERT INTO wake_ups (case_id, kind, at)
  SELECT case_id, 'response', to_timestamp($9::float8 / 1000) FROM call WHERE identified`;

/** Calls in Postgres: one statement before a turn, one after it. */
export class PgCallStore extends CallStore {
  /** @param hot its statements are planned once, by keys */
  constructor(private readonly hot: Database) {
    super();
  }

  async before({ shard, messageId, legNo }: CallName, turn: number): Promise<CallBeforeTurn | null> {
    const { rows } = await this.hot.query<CallRow & Record<string, unknown>>({
      name: 'call-before-turn',
      text: BEFORE,
      values: [shard, messageId, legNo, turn],
    });
    const [row] = rows;
    return row === undefined ? null : asKnown(row);
  }

  async begin({ messageId, legNo }: CallName, turn: StoredTurn): Promise<boolean> {
    const { rowCount } = await this.hot.query({
      name: 'call-begin-turn',
      text: `INSERT INTO call_turns (message_id, leg_no, turn, node, heard, at)
             VALUES ($1, $2, $3, $4, $5, to_timestamp($6::float8 / 1000)) ON CONFLICT DO NOTHING`,
      values: [messageId, legNo, turn.turn, turn.node, turn.heard, turn.at],
    });
    return rowCount === 1;
  }

  async keep({ shard, messageId, legNo }: CallName, turn: StoredTurn): Promise<void> {
    await this.hot.query({
      name: 'call-keep-turn',
      text: KEEP,
      values: [
        shard,
        messageId,
        legNo,
        turn.turn,
        turn.node,
        turn.heard,
        turn.said,
        JSON.stringify(turn.results),
        turn.at,
        turn.personId,
        turn.caseId,
        turn.dialogueVersion,
        turn.providerRef,
        turn.verified,
        turn.outcome,
        uuidv7({ msecs: turn.at }),
      ],
    });
  }

  async end({ messageId, legNo }: CallName, seconds: number | null, at: number): Promise<void> {
    await this.hot.query({
      name: 'call-end',
      text: `UPDATE calls SET ended_at = to_timestamp($4::float8 / 1000), seconds = $3
             WHERE message_id = $1 AND leg_no = $2 AND ended_at IS NULL`,
      values: [messageId, legNo, seconds, at],
    });
  }

  async keepDialogues(dialogues: readonly { version: string; source: string }[]): Promise<void> {
    await this.hot.query(
      `INSERT INTO dialogues (version, source, first_used_at)
       SELECT version, source, coalesce(business_now(), now()) FROM unnest($1::text[], $2::text[]) AS d(version, source)
       ON CONFLICT DO NOTHING`,
      [dialogues.map((each) => each.version), dialogues.map((each) => each.source)],
    );
  }
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
