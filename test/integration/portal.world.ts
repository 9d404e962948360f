import { createHash, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PortalModule } from '#apps/portal';
import { deepLinkToken, deriveKey, tokenHash } from '#domain';
import { Database } from '#persistence';
import { bootstrap, createLogger, type PlatformConfig, type RunningApplication } from '#platform';
import { throwAwayDatabase, type ThrowAwayDatabase } from '#testing';
import { fakeProvider, type FakeProvider } from './portal.provider.js';
import { Visitor } from './portal.visitor.js';

const SECRET = 'portal-spec-secret-of-more-than-32-characters';
/** A Monday morning in Warsaw. */
export const NOW = Date.parse('2026-11-23T09:00:00Z');
const DAY_MS = 86_400_000;

const CHANGEABLE = [
  ...['persons', 'debtors', 'contact_points', 'suppressions', 'cases', 'payments', 'holds', 'escalations'],
  ...['case_events', 'interactions', 'audit', 'wake_ups', 'enrolments', 'messages', 'legs', 'flights'],
  ...['portal_sessions', 'portal_tries', 'payment_sessions'],
];

export interface SeededCase {
  token: string;
  caseId: string;
  personId: string;
  debtorId: string;
  messageId: string;
  contactPointId: string;
  ref: string;
}

export interface SeedOptions {
  language: string;
  channel: 'sms' | 'email';
  postcode: string | null;
  birthDate: string | null;
  principalMinor: number;
  renderedAt: number;
  creditorName: string;
  brand: object;
  dueDate: string;
}

/** The portal on a database and a port of its own, with everything outside it under the spec's control. */
export class PortalWorld {
  private constructor(
    readonly url: string,
    readonly db: Database,
    readonly provider: FakeProvider,
    private readonly database: ThrowAwayDatabase,
    private readonly apps: RunningApplication[],
    private readonly servers: Server[],
    /** The same portal in the second application, if there are two. */
    readonly secondUrl: string,
  ) {}

  /** @param applications two of them share nothing but the database, as two processes do */
  /** @param online whether a payment provider is configured */
  static async start(applications: 1 | 2 = 1, online = true): Promise<PortalWorld> {
    const database = await throwAwayDatabase();
    const db = new Database({ url: database.url });
    await db.query(
      `INSERT INTO clock (mode, business_epoch, machine_epoch) VALUES ('stepped', $1, now())
       ON CONFLICT (single) DO UPDATE SET mode = 'stepped', business_epoch = $1`,
      [new Date(NOW)],
    );
    const { provider, server } = await fakeProvider();
    const apps: RunningApplication[] = [];
    const urls: string[] = [];
    for (let i = 0; i < applications; i += 1) {
      const port = await freePort();
      const config = portalConfig(database.url, port, online ? provider.url : undefined);
      apps.push(await bootstrap([PortalModule], config, createLogger('silent')));
      urls.push(config.publicUrl);
    }
    return new PortalWorld(urls[0]!, db, provider, database, apps, [server], urls.at(-1)!);
  }

  async stop(): Promise<void> {
    for (const app of this.apps) await app.close();
    for (const server of this.servers) {
      server.closeAllConnections();
      server.close();
    }
    await this.db.close();
    await this.database.drop();
  }

  /** A creditor's case with one message that went out about it. */
  async seed(options: Partial<SeedOptions> = {}): Promise<SeededCase> {
    const o: SeedOptions = {
      language: 'pl',
      channel: 'sms',
      postcode: '00-001',
      birthDate: '1980-12-31',
      principalMinor: 123_450,
      renderedAt: NOW - DAY_MS,
      creditorName: 'Energia Przykład S.A.',
      brand: { color: '#0a5c8a' },
      dueDate: '2026-11-11',
      ...options,
    };
    const id = {
      creditor: randomUUID(),
      portfolio: randomUUID(),
      person: randomUUID(),
      debtor: randomUUID(),
      point: randomUUID(),
      case: randomUUID(),
      message: randomUUID(),
    };
    const ref = `KR/2026/${id.case.slice(0, 6)}`;
    const token = deepLinkToken(1, deriveKey(SECRET, 'link.v1'), `${id.message}.1`);
    const hash = (): Buffer => Buffer.from(randomUUID().replaceAll('-', ''), 'hex');
    const at = new Date(o.renderedAt);
    const run = (sql: string, values: unknown[]): Promise<unknown> => this.db.query(sql, values);
    await run(
      `INSERT INTO creditors (id, ref, name, country, zone, phone, email, website, address, bank_account, brand, legal_footer)
       VALUES ($1, $2, $3, 'PL', 'Europe/Warsaw', '+48 22 000 00 00', 'kontakt@energia.example', 'https://energia.example',
               'ul. Przykładowa 1, 00-950 Warszawa', '61109010140000071219812874', $4,
               '{"pl": "Energia Przykład S.A., KRS 0000000000, Sąd Rejonowy dla m.st. Warszawy"}')`,
      [id.creditor, `creditor-${id.creditor}`, o.creditorName, o.brand],
    );
    await run(
      `INSERT INTO portfolios (id, creditor_id, ref, name, country, zone, language, policy_packs)
       VALUES ($1, $2, 'faktury', 'Faktury', 'PL', 'Europe/Warsaw', 'pl', '{pl-default}')`,
      [id.portfolio, id.creditor],
    );
    await run(`INSERT INTO persons (id, shard, kind, key_hash) VALUES ($1, 7, 'natural', $2)`, [
      id.person,
      hash(),
    ]);
    await run(
      `INSERT INTO debtors (id, person_id, creditor_id, kind, first_name, last_name, birth_date, postcode, country, language)
       VALUES ($1, $2, $3, 'consumer', 'Anna', 'Wiśniewska', $4, $5, 'PL', $6)`,
      [id.debtor, id.person, id.creditor, o.birthDate, o.postcode, o.language],
    );
    const kind = o.channel === 'sms' ? 'phone' : 'email';
    const address = o.channel === 'sms' ? '+48500000001' : 'anna@example.com';
    await run(
      `INSERT INTO contact_points (id, debtor_id, person_id, kind, value, value_hash) VALUES ($1, $2, $3, $4, $5, $6)`,
      [id.point, id.debtor, id.person, kind, address, hash()],
    );
    await run(
      `INSERT INTO cases (id, shard, person_id, debtor_id, portfolio_id, creditor_id, ref, title, currency, principal_minor,
         interest_minor, costs_minor, due_date, created_at)
       VALUES ($1, 7, $2, $3, $4, $5, $6, 'Faktura FV/10/2026 za energię elektryczną', 'PLN', $7, 1230, 0, $8, $9)`,
      [id.case, id.person, id.debtor, id.portfolio, id.creditor, ref, o.principalMinor, o.dueDate, at],
    );
    await run(
      `INSERT INTO messages (shard, id, person_id, debtor_id, creditor_id, case_ids, purpose, origin_kind, origin_key, family,
         channels, status, created_at)
       VALUES (7, $1::uuid, $2, $3, $4, ARRAY[$5::uuid], 'collection', 'step', $1::uuid::text, 'overdue', ARRAY[$6], 'delivered', $7)`,
      [id.message, id.person, id.debtor, id.creditor, id.case, o.channel, at],
    );
    await run(
      `INSERT INTO legs (shard, message_id, leg_no, person_id, channel, contact_point_id, language, template_version, body,
         link_hash, link_key_version, status, accepted_at, delivered_at, rendered_at)
       VALUES (7, $1, 1, $2, $3, $4, $5, 'seed', 'seed', $6, 1, 'delivered', $7, $7, $7)`,
      [id.message, id.person, o.channel, id.point, o.language, tokenHash(token), at],
    );
    return {
      token,
      ref,
      caseId: id.case,
      personId: id.person,
      debtorId: id.debtor,
      messageId: id.message,
      contactPointId: id.point,
    };
  }

  visitor(at = this.url): Visitor {
    return new Visitor(at);
  }

  /** All that a visit could change about cases and people, as one fingerprint. */
  async fingerprint(except: string[] = []): Promise<string> {
    const hash = createHash('sha256');
    for (const table of CHANGEABLE.filter((each) => !except.includes(each))) {
      const [row] = await this.rows<{ all: string }>(
        `SELECT coalesce(string_agg(t::text, '|' ORDER BY t::text), '') AS all FROM ${table} t`,
      );
      hash.update(`${table}:${row?.all}`);
    }
    return hash.digest('hex');
  }

  /** Rows of a query, for looking at what a visit left behind. */
  async rows<R extends object>(sql: string, values: unknown[] = []): Promise<R[]> {
    const { rows } = await this.db.query(sql, values);
    return rows as R[];
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function portalConfig(databaseUrl: string, port: number, paymentsUrl: string | undefined): PlatformConfig {
  return {
    databaseUrl,
    queueUrl: databaseUrl,
    embeddedPostgres: false,
    services: ['portal'],
    host: '127.0.0.1',
    port,
    publicUrl: `http://127.0.0.1:${port}`,
    paymentsUrl,
    twilio: { accountSid: `AC${'0'.repeat(32)}`, authToken: 'token', apiUrl: 'http://127.0.0.1:1' },
    smtpUrl: 'smtp://127.0.0.1:1',
    mailFrom: 'Dunlin <no-reply@dunlin.test>',
    clock: { mode: 'stepped', at: NOW },
    secret: SECRET,
    apiKey: 'portal-spec-api-key',
    apiKeyIsNew: false,
    dataDirectory: '/nonexistent',
    logLevel: 'silent',
    reconcileAfterMs: 600_000,
  } as PlatformConfig;
}
