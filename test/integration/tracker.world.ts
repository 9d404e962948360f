import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { BusinessClock, type Config } from '#contracts';
import { type Channel, contactHash, deepLinkToken, deriveKey, shardOf, tokenHash } from '#domain';
import { Database } from '#persistence';
import { throwAwayDatabase } from '#testing';

/** A Monday, 09:00 in Warsaw. */
export const NOW = Date.parse('2026-01-12T08:00:00Z');

export const SECRET = 'a secret of at least thirty-two characters';

export function configFor(databaseUrl: string, more: Partial<Config> = {}): Config {
  return {
    databaseUrl,
    queueUrl: databaseUrl,
    publicUrl: 'https://d.test',
    paymentsUrl: 'https://d.test/sandbox/payments',
    twilio: { accountSid: `AC${'0'.repeat(32)}`, authToken: 'token', apiUrl: 'http://127.0.0.1:1' },
    smtpUrl: 'smtp://127.0.0.1:1',
    mailFrom: 'Dunlin <no-reply@d.test>',
    secret: SECRET,
    reconcileAfterMs: 600_000,
    ...more,
  };
}

export class StandingClock extends BusinessClock {
  at = NOW;
  now(): number {
    return this.at;
  }
  async refresh(): Promise<number> {
    return this.at;
  }
}

export interface Debtor {
  personId: string;
  debtorId: string;
  caseId: string;
  enrolmentId: string;
  phone: string;
  email: string;
  phoneId: string;
  emailId: string;
}

export interface Message {
  shard: number;
  messageId: string;
  /** Token of the first leg's deep link. */
  token: string;
  debtor: Debtor;
}

export interface MessageOptions {
  channels?: Channel[];
  status?: string;
  /** Outcome of the first leg's attempt; 'none' for no attempt at all. */
  outcome?: 'accepted' | 'unknown' | 'refused' | 'none' | null;
  proved?: boolean;
  rendered?: boolean;
  flight?: { stage: 'moving' | 'deferred' | 'in_doubt'; leaseSeconds: number } | null;
  /** How long ago the attempt was committed, in seconds of machine time. */
  committedSecondsAgo?: number;
}

/** A database with one creditor, and people, cases and messages on demand. */
export class TrackerWorld {
  readonly creditorId = uuidv7();
  private readonly portfolioId = uuidv7();
  private readonly campaignId = uuidv7();
  private people = 0;

  private constructor(
    readonly url: string,
    readonly db: Database,
    private readonly dropDatabase: () => Promise<void>,
  ) {}

  static async create(): Promise<TrackerWorld> {
    const { url, drop } = await throwAwayDatabase();
    const world = new TrackerWorld(url, new Database({ url, connections: 6 }), drop);
    await world.seed();
    return world;
  }

  async drop(): Promise<void> {
    await this.db.close();
    await this.dropDatabase();
  }

  private async seed(): Promise<void> {
    await this.db.query(
      `INSERT INTO clock (mode, business_epoch, machine_epoch) VALUES ('stepped', $1, now())`,
      [new Date(NOW)],
    );
    await this.db.query(
      `INSERT INTO creditors (id, ref, name, country, zone) VALUES ($1, 'prad', 'Prąd', 'PL', 'Europe/Warsaw')`,
      [this.creditorId],
    );
    await this.db.query(
      `INSERT INTO portfolios (id, creditor_id, ref, name, country, zone, language, policy_packs)
       VALUES ($1, $2, 'P1', 'Energia', 'PL', 'Europe/Warsaw', 'pl', '{pl-default}')`,
      [this.portfolioId, this.creditorId],
    );
    await this.db.query(`INSERT INTO campaigns (id, key, name, created_at) VALUES ($1, 'c', 'C', now())`, [
      this.campaignId,
    ]);
  }

  async debtor(): Promise<Debtor> {
    const number = (this.people += 1);
    const one: Debtor = {
      personId: uuidv7(),
      debtorId: uuidv7(),
      caseId: uuidv7(),
      enrolmentId: uuidv7(),
      phone: `+48600${String(number).padStart(6, '0')}`,
      email: `debtor${number}@example.com`,
      phoneId: uuidv7(),
      emailId: uuidv7(),
    };
    const shard = shardOf(one.personId);
    const key = deriveKey(SECRET, 'contact');
    await this.db.query(`INSERT INTO persons (id, shard, kind, key_hash) VALUES ($1, $2, 'natural', $3)`, [
      one.personId,
      shard,
      createHash('sha256').update(one.personId).digest(),
    ]);
    await this.db.query(
      `INSERT INTO debtors (id, person_id, creditor_id, kind, country, language) VALUES ($1, $2, $3, 'consumer', 'PL', 'pl')`,
      [one.debtorId, one.personId, this.creditorId],
    );
    await this.db.query(
      `INSERT INTO contact_points (id, debtor_id, person_id, kind, value, value_hash)
       VALUES ($1, $5, $6, 'phone', $2, $3), ($4, $5, $6, 'email', $7, $8)`,
      [
        one.phoneId,
        one.phone,
        contactHash(one.phone, key),
        one.emailId,
        one.debtorId,
        one.personId,
        one.email,
        contactHash(one.email, key),
      ],
    );
    await this.db.query(
      `INSERT INTO cases (id, shard, person_id, debtor_id, portfolio_id, creditor_id, ref, title, currency,
                          principal_minor, due_date, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'Faktura', 'PLN', 10000, '2026-01-01', now())`,
      [one.caseId, shard, one.personId, one.debtorId, this.portfolioId, this.creditorId, `K/${number}`],
    );
    await this.db.query(
      `INSERT INTO enrolments (id, shard, case_id, person_id, campaign_id, version_id, state, due_at, last_message, entered_at)
       VALUES ($1, $2, $3, $4, $5, $5, '{"waiting": {"untilEvent": "response"}}', $6, '{"stepKey": "first", "state": "pending"}', $6)`,
      [one.enrolmentId, shard, one.caseId, one.personId, this.campaignId, new Date(NOW)],
    );
    return one;
  }

  /** A message whose first leg was rendered and, unless told otherwise, accepted by its provider. */
  async message(options: MessageOptions = {}, debtor?: Debtor): Promise<Message> {
    const of = debtor ?? (await this.debtor());
    const shard = shardOf(of.personId);
    const messageId = uuidv7({ msecs: NOW });
    const channels = options.channels ?? ['sms'];
    await this.db.query(
      `INSERT INTO messages (shard, id, person_id, debtor_id, creditor_id, case_ids, campaign_id, enrolment_id, purpose,
                             origin_kind, origin_key, occurrence, family, channels, status, created_at)
       VALUES ($1, $2, $3, $4, $5, ARRAY[$6::uuid], $7, $8, 'collection', 'step', $12, $9, 'reminder', $10, $11, now())`,
      [
        shard,
        messageId,
        of.personId,
        of.debtorId,
        this.creditorId,
        of.caseId,
        this.campaignId,
        of.enrolmentId,
        Math.floor(Math.random() * 1e9),
        channels,
        options.status ?? 'sent',
        `${of.enrolmentId}:first`,
      ],
    );
    await this.db.query(
      `UPDATE persons SET contacts = contacts || jsonb_build_object('at', $2::float8, 'ch', $3::text, 'm', $4::text) WHERE id = $1`,
      [of.personId, NOW, channels[0], messageId],
    );
    const token = deepLinkToken(1, deriveKey(SECRET, 'link.v1'), `${messageId}.1`);
    const message: Message = { shard, messageId, token, debtor: of };
    if (options.rendered !== false) await this.leg(message, 1, channels[0] ?? 'sms');
    if (options.outcome !== 'none') await this.attempt(message, options);
    if (options.flight) await this.flight(message, options.flight);
    return message;
  }

  async leg({ shard, messageId, debtor }: Message, legNo: number, channel: Channel): Promise<void> {
    const token = deepLinkToken(1, deriveKey(SECRET, 'link.v1'), `${messageId}.${legNo}`);
    await this.db.query(
      `INSERT INTO legs (shard, message_id, leg_no, person_id, channel, contact_point_id, language, template_version,
                         body, link_hash, link_key_version, rendered_at)
       VALUES ($1, $2, $3, $4, $5, $6, 'pl', 'v1', 'text [[dunlin:link]]', $7, 1, now())`,
      [
        shard,
        messageId,
        legNo,
        debtor.personId,
        channel,
        channel === 'email' ? debtor.emailId : debtor.phoneId,
        tokenHash(token),
      ],
    );
  }

  private async attempt({ shard, messageId, debtor }: Message, options: MessageOptions): Promise<void> {
    const outcome = options.outcome === undefined ? 'accepted' : options.outcome;
    const [channel = 'sms'] = options.channels ?? [];
    const provider = channel === 'email' ? 'smtp' : `twilio-${channel}`;
    await this.db.query(
      `INSERT INTO attempts (shard, id, message_id, leg_no, attempt_no, person_id, provider, decision_id, committed_at,
                             outcome, proved_not_accepted)
       VALUES ($1, $2, $3, 1, 1, $4, $5, $9, clock_timestamp() - make_interval(secs => $6), $7, $8)`,
      [
        shard,
        uuidv7(),
        messageId,
        debtor.personId,
        provider,
        options.committedSecondsAgo ?? 0,
        outcome,
        options.proved ?? false,
        uuidv7(),
      ],
    );
    if (outcome === 'accepted') {
      await this.db.query(
        `UPDATE legs SET status = 'accepted', accepted_at = now() WHERE shard = $1 AND message_id = $2`,
        [shard, messageId],
      );
    }
  }

  async flight(
    { shard, messageId, debtor }: Message,
    flight: NonNullable<MessageOptions['flight']>,
  ): Promise<void> {
    await this.db.query(
      `INSERT INTO flights (shard, message_id, leg_no, case_id, lease_until, stage)
       VALUES ($1, $2, 1, $3, clock_timestamp() + make_interval(secs => $4), $5)`,
      [shard, messageId, debtor.caseId, flight.leaseSeconds, flight.stage],
    );
  }

  /** Everything that the story of a message leaves in the tables. */
  async stateOf({ messageId, debtor }: Message): Promise<MessageState> {
    const one = async <T extends object>(sql: string, values: unknown[]): Promise<T | undefined> =>
      (await this.db.query<T & Record<string, unknown>>(sql, values)).rows[0];
    const legs = await this.db.query<MessageState['legs'][number] & Record<string, unknown>>(
      `SELECT leg_no, status, error_code, extract(epoch FROM delivered_at)::float8 AS delivered,
              extract(epoch FROM failed_at)::float8 AS failed, extract(epoch FROM read_at)::float8 AS read
       FROM legs WHERE message_id = $1 ORDER BY leg_no`,
      [messageId],
    );
    return {
      legs: legs.rows,
      message:
        (await one<{ status: string }>('SELECT status FROM messages WHERE id = $1', [messageId]))?.status ??
        '',
      attempt: await one(
        'SELECT outcome, proved_not_accepted AS proved, provider_ref AS ref FROM attempts WHERE message_id = $1 ORDER BY attempt_no DESC',
        [messageId],
      ),
      flight: await one('SELECT leg_no, stage FROM flights WHERE message_id = $1', [messageId]),
      enrolment: await one(
        `SELECT last_message ->> 'state' AS state, first_delivered_at IS NOT NULL AS delivered FROM enrolments WHERE id = $1`,
        [debtor.enrolmentId],
      ),
      wakeUps: (
        await this.db.query<{ kind: string }>('SELECT kind FROM wake_ups WHERE case_id = $1 ORDER BY id', [
          debtor.caseId,
        ])
      ).rows.map((row) => row.kind),
      contacts:
        (
          await one<{ n: number }>('SELECT jsonb_array_length(contacts) AS n FROM persons WHERE id = $1', [
            debtor.personId,
          ])
        )?.n ?? 0,
    };
  }
}

export interface MessageState {
  legs: {
    leg_no: number;
    status: string;
    error_code: string | null;
    delivered: number | null;
    failed: number | null;
    read: number | null;
  }[];
  message: string;
  attempt: { outcome: string | null; proved: boolean; ref: string | null } | undefined;
  flight: { leg_no: number; stage: string } | undefined;
  enrolment: { state: string; delivered: boolean } | undefined;
  wakeUps: string[];
  contacts: number;
}
