import { Database } from '#persistence';
import type { Channel } from './cadences.js';
import { inWarsaw } from './local-time.js';
import type { StoryApi } from './story-api.js';

/** A message as the sandbox took it in, with the case and step for which Dunlin says it was sent. */
export interface Received {
  caseRef: string;
  personId: string;
  messageId: string;
  /** Null of what no step of the cadence made. */
  step: string | null;
  purpose: 'collection' | 'requested' | 'statutory';
  family: string;
  channel: Channel;
  language: string;
  /** Number or mail address. */
  to: string;
  /** Wall-clock time in Warsaw. */
  at: string;
  /** What was written, or said in the call. */
  body: string;
  /** Tokens of the deep links in it. */
  tokens: string[];
}

export interface Escalated {
  caseRef: string;
  creditor: string;
  reason: string;
  requestedAt: string;
  assignedAt: string | null;
  dueAt: string | null;
  slaBusinessDays: number;
  agent: string | null;
}

export interface WhatHappened {
  received: Received[];
  /** Provider references of attempts that were accepted. */
  accepted: string[];
  /** Provider references of everything that the sandbox took in. */
  takenIn: string[];
  escalated: Escalated[];
  /** Collection attempts that no stored decision allowed. */
  undecided: number;
  /** Attempts whose fate nobody knows. */
  unsettled: number;
  cases: {
    ref: string;
    status: string;
    closedReason: string | null;
    balanceMinor: number;
    faults: string[];
  }[];
}

interface SandboxMessage {
  id: string;
  channel: Exclude<Channel, 'voice'>;
  direction: 'to-debtor' | 'from-debtor';
  messageId: string | null;
  to: string;
  body: string;
  links: string[];
  businessAt: number;
}

interface SandboxCall {
  id: string;
  /** Of the call that was handed on to a person. */
  parent: string | null;
  to: string;
  businessAt: number;
  lines: { kind: string; text: string }[];
}

/** What came to somebody, whichever way. */
interface Arrival {
  ref: string;
  to: string;
  businessAt: number;
  body: string;
  links: string[];
}

interface AttemptRow {
  ref: string;
  provider_ref: string;
  person_id: string;
  message_id: string;
  origin_kind: string;
  origin_key: string;
  purpose: Received['purpose'];
  family: string;
  channel: Channel;
  language: string;
}

/** Reads what everybody received at the sandbox, and what the database has on record about it. */
export async function whatHappened(api: StoryApi, databaseUrl: string): Promise<WhatHappened> {
  const db = new Database({ url: databaseUrl, connections: 2, transactionTimeoutMs: 60_000 });
  try {
    const arrivals = [...(await sandboxMessages(api)), ...(await sandboxCalls(api))];
    const attempts = await acceptedAttempts(db);
    const byRef = new Map(attempts.map((row) => [row.provider_ref, row]));
    const received = arrivals.flatMap((arrival) => {
      const row = byRef.get(arrival.ref);
      return row === undefined ? [] : [toReceived(arrival, row)];
    });
    return {
      received: received.sort((a, b) => (a.at < b.at ? -1 : 1)),
      accepted: attempts.map((row) => row.provider_ref),
      takenIn: arrivals.map(({ ref }) => ref),
      escalated: await escalations(db),
      undecided: await count(db, UNDECIDED),
      unsettled: await count(
        db,
        `SELECT count(*)::int AS n FROM attempts WHERE outcome IS NULL OR outcome = 'unknown'`,
      ),
      cases: await caseStates(db),
    };
  } finally {
    await db.close();
  }
}

function toReceived(arrival: Arrival, row: AttemptRow): Received {
  const tokens = arrival.links.flatMap((link) => /\/p\/([^/?#]+)/.exec(link)?.[1] ?? []);
  return {
    caseRef: row.ref,
    personId: row.person_id,
    messageId: row.message_id,
    step: row.origin_kind === 'step' ? row.origin_key.slice(row.origin_key.indexOf(':') + 1) : null,
    purpose: row.purpose,
    family: row.family,
    channel: row.channel,
    language: row.language,
    to: arrival.to,
    at: inWarsaw(arrival.businessAt),
    body: arrival.body,
    tokens: [...new Set(tokens)],
  };
}

async function sandboxMessages(api: StoryApi): Promise<Arrival[]> {
  const messages: SandboxMessage[] = [];
  for (let after = 0; ;) {
    const page = await api.sandbox<{ messages: SandboxMessage[]; next: number; last: number }>(
      `messages?after=${after}`,
    );
    messages.push(...page.messages);
    if (page.next >= page.last || page.messages.length === 0) break;
    after = page.next;
  }
  return messages
    .filter(
      ({ direction, messageId }) => direction === 'to-debtor' && !messageId?.startsWith('<agent-digest-'),
    )
    .map(({ id, channel, messageId, to, businessAt, body, links }) => ({
      ref: channel === 'email' ? (messageId ?? id) : id,
      // A number that a card went to wears its channel.
      to: to.replace(/^rcs:/, ''),
      businessAt,
      body,
      links,
    }));
}

async function sandboxCalls(api: StoryApi): Promise<Arrival[]> {
  const { calls } = await api.sandbox<{ calls: SandboxCall[] }>('calls?limit=5000');
  return calls
    .filter(({ parent }) => parent === null)
    .map(({ id, to, businessAt, lines }) => {
      const said = lines.filter(({ kind }) => kind === 'said').map(({ text }) => text);
      return { ref: id, to, businessAt, body: said.join('\n'), links: [] };
    });
}

async function acceptedAttempts(db: Database): Promise<AttemptRow[]> {
  const { rows } = await db.query<AttemptRow>(
    `SELECT c.ref, a.provider_ref, m.person_id, m.id AS message_id, m.origin_kind, m.origin_key, m.purpose, m.family,
            l.channel, l.language
     FROM attempts a
     JOIN legs l ON l.shard = a.shard AND l.message_id = a.message_id AND l.leg_no = a.leg_no
     JOIN messages m ON m.shard = a.shard AND m.id = a.message_id
     JOIN cases c ON c.id = m.case_ids[1]
     WHERE a.outcome = 'accepted'`,
  );
  return rows;
}

const UNDECIDED = `
  SELECT count(*)::int AS n FROM attempts a WHERE NOT EXISTS (
    SELECT FROM decisions d WHERE d.id = a.decision_id AND d.message_id = a.message_id AND d.leg_no = a.leg_no
      AND d.outcome = 'allow')`;

async function count(db: Database, sql: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>(sql);
  return rows[0]?.n ?? 0;
}

async function escalations(db: Database): Promise<Escalated[]> {
  const { rows } = await db.query<{
    ref: string;
    creditor: string;
    reason: string;
    requested_at: Date;
    assigned_at: Date | null;
    due_at: Date | null;
    sla_business_days: number;
    agent: string | null;
  }>(
    // On whose desk it was first: nobody here works, so each passes on when its time comes.
    `SELECT c.ref, cr.ref AS creditor, e.reason, e.requested_at, h.at AS assigned_at, h.due_at, e.sla_business_days,
       a.ref AS agent
     FROM escalations e JOIN cases c ON c.id = e.case_id JOIN creditors cr ON cr.id = e.creditor_id
     LEFT JOIN LATERAL (SELECT * FROM escalation_hand_outs h WHERE h.escalation_id = e.id ORDER BY h.at, h.id LIMIT 1) h
       ON true
     LEFT JOIN agents a ON a.id = h.agent_id ORDER BY e.requested_at, c.ref`,
  );
  const local = (at: Date | null): string | null => (at === null ? null : inWarsaw(at.getTime()));
  return rows.map((row) => ({
    caseRef: row.ref,
    creditor: row.creditor,
    reason: row.reason,
    requestedAt: inWarsaw(row.requested_at.getTime()),
    assignedAt: local(row.assigned_at),
    dueAt: local(row.due_at),
    slaBusinessDays: row.sla_business_days,
    agent: row.agent,
  }));
}

async function caseStates(db: Database): Promise<WhatHappened['cases']> {
  const { rows } = await db.query<{
    ref: string;
    status: string;
    closed_reason: string | null;
    balance_minor: number;
    verification_faults: string[];
  }>('SELECT ref, status, closed_reason, balance_minor, verification_faults FROM cases ORDER BY ref');
  return rows.map((row) => ({
    ref: row.ref,
    status: row.status,
    closedReason: row.closed_reason,
    balanceMinor: row.balance_minor,
    faults: row.verification_faults,
  }));
}
