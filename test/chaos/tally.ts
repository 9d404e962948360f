import { tokenHash } from '#domain';
import type { Database } from '#persistence';
import type { Acceptance, SinkReport } from './sink-report.js';

/** What became of the planned messages, by both sides. */
export interface Tally {
  planned: number;
  /** Messages that the sinks took at least once. */
  atSink: number;
  duplicates: number;
  refused: number;
  cancelled: number;
  unknownSms: number;
  unknownEmail: number;
  lost: number;
  /** Messages at a sink that the database does not know, or knows as never sent. */
  strange: number;
  /** Mails unknown although their answer was neither dropped nor cut off. */
  unexplained: number;
}

interface PlannedRow {
  id: string;
  status: string;
  channel: string;
  link_hash: Buffer | null;
}

/** Statuses of a message that some provider has. */
const SENT = new Set(['sent', 'delivered', 'read', 'undelivered', 'unknown']);

/**
 * Counts message by message, so that no fault hides another.
 * @param planned how many there should be, whether or not the database knows of them
 * @param cutOffMails ids of messages whose attempt lost its process or its database
 */
export async function tally(
  db: Database,
  planned: number,
  sms: SinkReport,
  mail: SinkReport,
  cutOffMails: ReadonlySet<string>,
): Promise<Tally> {
  const messages = await readMessages(db);
  const byHash = new Map(messages.map((message) => [message.link_hash?.toString('hex'), message]));
  const taken = new Map<string, Acceptance[]>();
  let strange = 0;
  for (const acceptance of [...sms.accepted, ...mail.accepted]) {
    const message = byHash.get(tokenHash(acceptance.token).toString('hex'));
    if (!message || !SENT.has(message.status)) strange += 1;
    const id = message?.id ?? acceptance.token;
    taken.set(id, [...(taken.get(id) ?? []), acceptance]);
  }
  const brokenOff = new Set(mail.brokenOff.map((token) => tokenHash(token).toString('hex')));
  const excused = ({ id, link_hash }: PlannedRow): boolean =>
    cutOffMails.has(id) ||
    brokenOff.has(link_hash?.toString('hex') ?? '') ||
    taken.get(id)?.some(({ fate }) => fate !== 'answered') === true;
  const absent = messages.filter(({ id }) => !taken.has(id));
  const unknown = messages.filter(({ status }) => status === 'unknown');
  const unknownMails = unknown.filter(({ channel }) => channel === 'email');
  const count = (status: string): number => absent.filter((message) => message.status === status).length;
  const atSink = messages.length - absent.length;
  return {
    planned,
    atSink,
    duplicates: [...taken.values()].filter((times) => times.length > 1).length,
    refused: count('refused'),
    cancelled: count('cancelled'),
    unknownSms: unknown.length - unknownMails.length,
    unknownEmail: unknownMails.length,
    lost: planned - atSink - count('refused') - count('cancelled') - count('unknown'),
    strange,
    unexplained: unknownMails.filter((message) => !excused(message)).length,
  };
}

async function readMessages(db: Database): Promise<PlannedRow[]> {
  const { rows } = await db.query<PlannedRow & Record<string, unknown>>(
    `SELECT m.id, m.status, m.channels[1] AS channel, l.link_hash
     FROM messages m LEFT JOIN legs l ON l.shard = m.shard AND l.message_id = m.id AND l.leg_no = 1
     WHERE m.purpose = 'collection'`,
  );
  return rows;
}
