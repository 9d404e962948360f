import type { CallWords, KeptCall, TimelineEntry } from '#contracts';
import type { Queryable } from '../database.js';
import { iso } from './view.sql.js';

/** A case lives for months, not for thousands of entries; more than this is a fault somewhere, not a story. */
export const TIMELINE_LIMIT = 2_000;

type Entry<Type extends TimelineEntry['type']> = Extract<TimelineEntry, { type: Type }>;

/** Whose timeline is read. */
export interface TimelineOf {
  caseId: string;
  shard: number;
  personId: string;
}

/** A leg's text for a reader: the address behind a link is the debtor's alone, and stored nowhere. */
const TOLD_BODY = `regexp_replace(l.body, '\\[\\[dunlin:[a-z-]+\\]\\]', '(link)', 'g')`;

/** Messages that cover the case, with their legs. */
export async function readMessages(db: Queryable, of: TimelineOf): Promise<Entry<'message'>[]> {
  const { rows } = await db.query<Entry<'message'>>(
    `SELECT 'message' AS type, ${iso('m.created_at')} AS at, m.id, m.purpose, m.origin_kind AS origin, m.family, m.extra #>> '{to,role}' AS "forRole", m.status,
       m.status_reason AS "statusReason",
       coalesce((SELECT json_agg(json_build_object('no', l.leg_no, 'channel', l.channel, 'language', l.language,
           'template', l.template_version, 'subject', l.subject, 'to', (SELECT cp.role FROM contact_points cp WHERE cp.id = l.contact_point_id),
           'body', CASE l.channel WHEN 'voice' THEN '' ELSE ${TOLD_BODY} END, 'status', l.status,
           'errorCode', l.error_code, 'acceptedAt', ${iso('l.accepted_at')}, 'deliveredAt', ${iso('l.delivered_at')},
           'readAt', ${iso('l.read_at')}, 'failedAt', ${iso('l.failed_at')}) ORDER BY l.leg_no)
         FROM legs l WHERE l.shard = m.shard AND l.message_id = m.id), '[]') AS legs
     FROM messages m
     WHERE m.shard = $1 AND m.person_id = $2 AND $3 = ANY(m.case_ids) ORDER BY m.created_at DESC, m.id DESC LIMIT $4`,
    [of.shard, of.personId, of.caseId, TIMELINE_LIMIT],
  );
  return rows;
}

/** Decisions and receipts about these messages, and visits to their links. */
export async function readAboutMessages(
  db: Queryable,
  caseId: string,
  messageIds: string[],
): Promise<TimelineEntry[]> {
  if (messageIds.length === 0) return [];
  const [decisions, receipts, visits] = await Promise.all([
    db.query<Entry<'decision'>>(
      `SELECT 'decision' AS type, ${iso("to_timestamp((n.record #>> '{facts,at}')::float8 / 1000)")} AS at, n.id,
         n.message_id AS "messageId", n.leg_no AS "legNo", n.outcome, n.rule, ${iso('n.until')} AS until
       FROM decisions n WHERE n.message_id = ANY($1) AND coalesce((n.record ->> 'caseId')::uuid = $3, true)
       ORDER BY n.id DESC LIMIT $2`,
      [messageIds, TIMELINE_LIMIT, caseId],
    ),
    db.query<Entry<'receipt'>>(
      `SELECT 'receipt' AS type, ${iso('r.occurred_at')} AS at, r.message_id AS "messageId", r.leg_no AS "legNo", r.kind,
         r.provider, r.error_code AS "errorCode"
       FROM receipts r WHERE r.message_id = ANY($1) ORDER BY r.occurred_at DESC LIMIT $2`,
      [messageIds, TIMELINE_LIMIT],
    ),
    db.query<Entry<'visit'>>(
      `SELECT 'visit' AS type, ${iso('v.at')} AS at, v.id, v.message_id AS "messageId", v.kind, v.agent_class AS by
       FROM portal_visits v WHERE v.message_id = ANY($1) ORDER BY v.at DESC LIMIT $2`,
      [messageIds, TIMELINE_LIMIT],
    ),
  ]);
  return [...decisions.rows, ...receipts.rows, ...visits.rows];
}

/** What was done about the case: by the debtor, by the system, by agents. */
export async function readActs(db: Queryable, caseId: string, words?: CallWords): Promise<TimelineEntry[]> {
  const [calls, interactions, events, notes] = await Promise.all([
    readCalls(db, caseId, words),
    db.query<Entry<'interaction'>>(
      `SELECT 'interaction' AS type, ${iso('i.at')} AS at, i.id, i.kind, i.channel, i.message_id AS "messageId",
         i.counts_as_response AS "countsAsResponse", i.detail
       FROM interactions i WHERE i.case_id = $1 ORDER BY i.id DESC LIMIT $2`,
      [caseId, TIMELINE_LIMIT],
    ),
    db.query<Entry<'event'>>(
      `SELECT 'event' AS type, ${iso('v.at')} AS at, v.id, v.kind, v.actor, v.detail
       FROM case_events v WHERE v.case_id = $1 ORDER BY v.id DESC LIMIT $2`,
      [caseId, TIMELINE_LIMIT],
    ),
    db.query<Entry<'note'>>(
      `SELECT 'note' AS type, ${iso('n.at')} AS at, n.id, n.escalation_id AS "escalationId", a.ref AS agent, n.text
       FROM escalations e JOIN escalation_notes n ON n.escalation_id = e.id JOIN agents a ON a.id = n.agent_id
       WHERE e.case_id = $1 ORDER BY n.at DESC LIMIT $2`,
      [caseId, TIMELINE_LIMIT],
    ),
  ]);
  return [...calls, ...interactions.rows, ...events.rows.map(withInstants), ...notes.rows];
}

/** Events keep instants as epoch milliseconds; they are told as all other instants are. */
const INSTANTS: readonly string[] = ['until', 'dueAt'];

function withInstants(event: Entry<'event'>): Entry<'event'> {
  const told = Object.entries(event.detail).map(([key, value]): [string, unknown] =>
    INSTANTS.includes(key) && typeof value === 'number' ? [key, new Date(value).toISOString()] : [key, value],
  );
  return { ...event, detail: Object.fromEntries(told) };
}

/** Calls with their transcripts. */
async function readCalls(db: Queryable, caseId: string, words?: CallWords): Promise<Entry<'call'>[]> {
  const { rows } = await db.query<Entry<'call'> & { kept: KeptCall | null }>(
    `SELECT 'call' AS type, ${iso('c.started_at')} AS at, c.message_id AS "messageId", c.leg_no AS "legNo",
       c.dialogue_version AS dialogue, c.verified_at IS NOT NULL AS verified, c.outcome, c.seconds,
       coalesce((SELECT json_agg(json_build_object('heard', t.heard, 'said', coalesce(t.said, '{}')) ORDER BY t.turn)
         FROM call_turns t WHERE t.message_id = c.message_id AND t.leg_no = c.leg_no), '[]') AS turns,
       (SELECT json_build_object('version', d.version, 'source', d.source, 'variables', l.body)
        FROM dialogues d, legs l
        WHERE d.version = c.dialogue_version AND l.shard = c.shard AND l.message_id = c.message_id
          AND l.leg_no = c.leg_no) AS kept
     FROM calls c WHERE c.case_id = $1 ORDER BY c.started_at DESC LIMIT $2`,
    [caseId, TIMELINE_LIMIT],
  );
  return rows.map(({ kept, ...call }) => {
    const said = call.turns.map((turn) => turn.said);
    const spoken = kept === null ? undefined : words?.of(kept, said);
    return { ...call, turns: call.turns.map((turn, index) => ({ ...turn, words: spoken?.[index] ?? null })) };
  });
}
