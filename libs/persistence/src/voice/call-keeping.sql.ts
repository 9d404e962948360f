import type { CallName, StoredTurn } from '#contracts';
import { v7 as uuidv7 } from 'uuid';
import { arrayLiteral } from '../array-parameters.js';
import { columns } from '../casework/columns.js';
import type { Queryable } from '../database.js';
import { keyedBatch } from '../keyed-batch.js';

/** A turn taken, and the call that it is of. */
export interface TurnOfCall {
  call: CallName;
  turn: StoredTurn;
}

/** The end of a call, as its provider reports it. */
export interface EndOfCall {
  call: CallName;
  seconds: number | null;
  /** Business instant, epoch ms. */
  at: number;
}

/** Rows that others may want as well are taken in one order, by call. */
const byCall = (a: { call: CallName }, b: { call: CallName }): number =>
  a.call.messageId < b.call.messageId ? -1 : a.call.messageId > b.call.messageId ? 1 : 0;

const TURN = {
  shard: 'smallint',
  message_id: 'uuid',
  leg_no: 'smallint',
  turn: 'smallint',
  node: 'text',
  heard: 'text',
  said: 'text',
  results: 'jsonb',
  at: 'float8',
  person_id: 'uuid',
  case_id: 'uuid',
  dialogue_version: 'text',
  provider_ref: 'text',
  verified: 'boolean',
  outcome: 'text',
  interaction: 'uuid',
};

/**
 * Turns, the state of their calls, and once a call the response: whoever shows who they are has answered. A turn that
 * is complete stays as it is.
 */
const KEEP = `
  WITH r AS MATERIALIZED (
    SELECT shard, message_id, leg_no, turn, node, heard, said::text[] AS said, results,
           to_timestamp(at / 1000) AS at, person_id, case_id, dialogue_version, provider_ref, verified, outcome,
           interaction
    FROM ${keyedBatch(1, 'u', TURN)}
  ), kept AS (
    INSERT INTO call_turns (message_id, leg_no, turn, node, heard, said, results, at)
    SELECT message_id, leg_no, turn, node, heard, said, results, at FROM r
    ON CONFLICT (message_id, leg_no, turn) DO UPDATE
      SET heard = excluded.heard, said = excluded.said, results = excluded.results
      WHERE call_turns.said IS NULL
  ), call AS (
    INSERT INTO calls (shard, message_id, leg_no, person_id, case_id, dialogue_version, provider_ref, started_at,
                       verified_at, outcome)
    SELECT shard, message_id, leg_no, person_id, case_id, dialogue_version, provider_ref, at,
           CASE WHEN verified THEN at END, outcome FROM r
    ON CONFLICT (message_id, leg_no) DO UPDATE
      SET verified_at = coalesce(calls.verified_at, excluded.verified_at),
          outcome = coalesce(excluded.outcome, calls.outcome)
    RETURNING new.message_id, new.leg_no, new.person_id, new.case_id,
              old.verified_at IS NULL AND new.verified_at IS NOT NULL AS identified
  ), response AS (
    INSERT INTO interactions (id, person_id, case_id, message_id, kind, channel, counts_as_response, detail, at)
    SELECT r.interaction, call.person_id, call.case_id, call.message_id, 'call', 'voice', true, '{}', r.at
    FROM call JOIN r USING (message_id, leg_no) WHERE call.identified
  )
  INSERT INTO wake_ups (case_id, kind, at)
  SELECT call.case_id, 'response', r.at FROM call JOIN r USING (message_id, leg_no) WHERE call.identified`;

/** @param turns of as many calls: one statement changes a call once */
export async function keepTurns(db: Queryable, turns: readonly TurnOfCall[]): Promise<void> {
  const sorted = [...turns].sort(byCall);
  const each = (read: (turn: StoredTurn) => unknown): unknown[] => sorted.map(({ turn }) => read(turn));
  await db.query({
    name: 'calls-keep-turns',
    text: KEEP,
    values: [
      sorted.map(({ call }) => call.shard),
      sorted.map(({ call }) => call.messageId),
      sorted.map(({ call }) => call.legNo),
      each((turn) => turn.turn),
      each((turn) => turn.node),
      each((turn) => turn.heard),
      // unnest would flatten arrays of arrays; these travel as array literals.
      each((turn) => arrayLiteral(turn.said)),
      each((turn) => JSON.stringify(turn.results)),
      each((turn) => turn.at),
      each((turn) => turn.personId),
      each((turn) => turn.caseId),
      each((turn) => turn.dialogueVersion),
      each((turn) => turn.providerRef),
      each((turn) => String(turn.verified)),
      each((turn) => turn.outcome),
      each((turn) => uuidv7({ msecs: turn.at })),
    ],
  });
}

/** @param ends of as many calls; one that has ended before keeps its first end */
export async function endCalls(db: Queryable, ends: readonly EndOfCall[]): Promise<void> {
  const rows = [...ends].sort(byCall).map(({ call, seconds, at }) => ({ ...call, seconds, at }));
  await db.query({
    name: 'calls-end',
    text: `UPDATE calls SET ended_at = to_timestamp(r.at / 1000), seconds = r.seconds
           FROM ${keyedBatch(1, 'r', { message_id: 'uuid', leg_no: 'smallint', seconds: 'integer', at: 'float8' })}
           WHERE calls.message_id = r.message_id AND calls.leg_no = r.leg_no AND calls.ended_at IS NULL`,
    values: columns(rows, 'messageId', 'legNo', 'seconds', 'at'),
  });
}
