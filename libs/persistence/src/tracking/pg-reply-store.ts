import { type InboundReply, ReplyStore, type StoredReply } from '#contracts';
import { v7 as uuidv7 } from 'uuid';
import { AdvisoryLock } from '../advisory-locks.js';
import { lockPersons } from '../casework/locks.js';
import type { Database, Queryable } from '../database.js';
import { retryContention } from '../retry-contention.js';

interface Point {
  id: string;
  person_id: string;
  debtor_id: string;
}

/** What a reply answers. */
interface Answered {
  messageId: string | null;
  cases: { id: string; person_id: string }[];
}

/** Answers of debtors, as interactions. */
export class PgReplyStore extends ReplyStore {
  constructor(private readonly db: Database) {
    super();
  }

  async store(reply: InboundReply): Promise<StoredReply> {
    const { rows: points } = await this.db.query<Point>(
      `SELECT id, person_id, debtor_id FROM contact_points WHERE value_hash = $1 AND status <> 'purged'`,
      [reply.valueHash],
    );
    if (points.length === 0) return this.db.transaction((tx) => queueForHuman(tx, reply));
    const personIds = [...new Set(points.map((point) => point.person_id))];
    return retryContention(() =>
      this.db.transaction(async (tx): Promise<StoredReply> => {
        await lockPersons(tx, personIds);
        const known = await casesOfRepeated(tx, personIds, reply);
        if (known !== null) return { kind: 'repeated', caseIds: known };
        const answered = await whatWasAnswered(tx, points, personIds, reply.to);
        await insertInteractions(tx, reply, answered, personIds);
        if (reply.countsAsResponse) await wakeCases(tx, answered, reply.at);
        const caseIds = answered.cases.map((each) => each.id);
        return { kind: 'stored', personIds, messageId: answered.messageId, caseIds };
      }),
    );
  }
}

/** The cases that a reply of this reference was stored with, of which there may be none; null when it is new. */
async function casesOfRepeated(
  tx: Queryable,
  personIds: string[],
  reply: InboundReply,
): Promise<string[] | null> {
  const { rows } = await tx.query<{ case_id: string | null }>(
    `SELECT case_id FROM interactions WHERE person_id = ANY($1) AND kind = 'reply' AND detail ->> 'ref' = $2
     ORDER BY case_id`,
    [personIds, reply.providerRef],
  );
  if (rows.length === 0) return null;
  return rows.flatMap(({ case_id: id }) => (id === null ? [] : [id]));
}

/**
 * The latest message to this address, of the creditor who writes from where the answer went if there is one: no
 * creditor is shown what another one was told. Without any message, the open cases of the debtors who have the address.
 */
async function whatWasAnswered(
  tx: Queryable,
  points: readonly Point[],
  personIds: string[],
  to: string,
): Promise<Answered> {
  const { rows } = await tx.query<{ id: string; case_ids: string[]; person_id: string }>(
    `SELECT m.id, m.case_ids, m.person_id
     FROM persons p
     JOIN messages m ON m.shard = p.shard AND m.person_id = p.id
     JOIN legs l ON l.shard = m.shard AND l.message_id = m.id AND l.contact_point_id = ANY($2)
     JOIN creditors c ON c.id = m.creditor_id
     WHERE p.id = ANY($1) AND l.accepted_at IS NOT NULL
     ORDER BY $3 IN (c.sms_sender, c.rcs_sender) IS TRUE DESC, m.id DESC LIMIT 1`,
    [personIds, points.map((point) => point.id), to],
  );
  const [latest] = rows;
  if (latest) {
    return {
      messageId: latest.id,
      cases: latest.case_ids.map((id) => ({ id, person_id: latest.person_id })),
    };
  }
  const open = await tx.query<{ id: string; person_id: string }>(
    `SELECT id, person_id FROM cases
     WHERE person_id = ANY($1) AND debtor_id = ANY($2) AND status <> 'closed' ORDER BY id`,
    [personIds, points.map((point) => point.debtor_id)],
  );
  return { messageId: null, cases: open.rows };
}

async function insertInteractions(
  tx: Queryable,
  reply: InboundReply,
  answered: Answered,
  personIds: readonly string[],
): Promise<void> {
  const subjects =
    answered.cases.length > 0 ? answered.cases : personIds.map((person_id) => ({ id: null, person_id }));
  await tx.query(
    `INSERT INTO interactions (id, person_id, case_id, message_id, kind, channel, counts_as_response, detail, at)
     SELECT id, person_id, case_id, $4, 'reply', $5, $8, $6, to_timestamp($7::float8 / 1000)
     FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS i(id, person_id, case_id)`,
    [
      subjects.map(() => uuidv7({ msecs: reply.at })),
      subjects.map((subject) => subject.person_id),
      subjects.map((subject) => subject.id),
      answered.messageId,
      reply.channel,
      JSON.stringify(detailOf(reply)),
      reply.at,
      reply.countsAsResponse,
    ],
  );
}

async function wakeCases(tx: Queryable, answered: Answered, at: number): Promise<void> {
  await tx.query(
    `INSERT INTO wake_ups (case_id, kind, at)
     SELECT id, 'response', to_timestamp($2::float8 / 1000) FROM unnest($1::uuid[]) AS c(id)`,
    [answered.cases.map((each) => each.id), at],
  );
}

function detailOf(reply: InboundReply): Record<string, unknown> {
  const { providerRef: ref, text, taken, mentionsOptOut } = reply;
  return { ref, text, taken, mentionsOptOut };
}

/** Nobody's answer is kept for a human, once. */
async function queueForHuman(tx: Queryable, reply: InboundReply): Promise<StoredReply> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtext($1), $2)', [
    reply.providerRef,
    AdvisoryLock.unknownSender,
  ]);
  const { rowCount } = await tx.query(
    `INSERT INTO data_queue (id, faults, row_data, created_at)
     SELECT $1, $2, $3, to_timestamp($4::float8 / 1000)
     WHERE NOT EXISTS (SELECT FROM data_queue WHERE resolved_at IS NULL
                         AND created_at > to_timestamp($4::float8 / 1000) - interval '3 days'
                         AND row_data ->> 'ref' = $5)`,
    [
      uuidv7({ msecs: reply.at }),
      JSON.stringify([{ code: 'unknown-sender' }]),
      JSON.stringify({ channel: reply.channel, from: reply.valueHash.toString('hex'), ...detailOf(reply) }),
      reply.at,
      reply.providerRef,
    ],
  );
  return rowCount === 0 ? { kind: 'repeated', caseIds: [] } : { kind: 'unknown-sender' };
}
