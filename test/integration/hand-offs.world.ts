import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { decideHandOff, type DecideHandOff, deliverHandOffs } from '#casework';
import { StandardWebhookSender } from '#channels';
import {
  type HandOffDestination,
  type HandOffWebhook,
  handOffWebhookSchema,
  type WebhookDestination,
} from '#contracts';
import { PgHandOffOutbox } from '#persistence';
import { SendingWorld } from './sending.world.js';

export const SIGNING = `whsec_${Buffer.from('a signing secret of the tests, 32').toString('base64')}`;
/** Monday 2026-01-12, 10:00 in Warsaw, is when the seeded enrolments are due; two business days later it is decided by. */
export const DECIDE_BY = '2026-01-14T16:00:00Z';

export const ASKING = `
key: asking
name: Asking
version: 1
country: PL
zone: Europe/Warsaw
policies: [pl-default]
audience: { currency: PLN, kind: consumer }
steps:
  - { key: notice, type: hand-off, to: law-firm, approval: true, sla: { businessDays: 2 }, refused: kept }
  - { key: handed, type: end, reason: handed-off }
  - { key: kept, type: end, reason: kept }
`;

export const TELLING = `
key: telling
name: Telling
version: 1
country: PL
zone: Europe/Warsaw
policies: [pl-default]
audience: { currency: PLN, kind: consumer }
steps:
  - { key: notice, type: hand-off, to: crm }
  - { key: tell, type: notify, reason: overdue-invoices }
  - { key: over, type: end }
`;

/** One call that a system outside was told by. */
export interface Told {
  id: string;
  body: HandOffWebhook;
}

/** A system outside that checks what it is told, and answers as the test says. */
export class OutsideSystem {
  readonly told: Told[] = [];
  readonly tried: string[] = [];
  status = 204;
  private constructor(private readonly server: Server) {}

  static async open(): Promise<OutsideSystem> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const outside = new OutsideSystem(server);
    server.on('request', (request, response) => {
      let text = '';
      request.on('data', (chunk) => (text += String(chunk)));
      request.on('end', () => response.writeHead(outside.take(text, request.headers)).end());
    });
    return outside;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/cases`;
  }

  /** @throws when the signature does not hold, which the caller sees as a broken connection */
  private take(text: string, headers: IncomingHttpHeaders): number {
    const id = String(headers['webhook-id']);
    new Webhook(SIGNING).verify(text, headers as Record<string, string>);
    this.tried.push(id);
    if (this.status < 300) this.told.push({ id, body: handOffWebhookSchema.parse(JSON.parse(text)) });
    return this.status;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** What became of a hand-off. */
export interface HandOffRow {
  id: string;
  status: string;
  decidedBy: string | null;
  lastError: string | null;
  tries: number;
}

/** The scheduler on a database of its own, with a lead and an agent, and the way out of it. */
export class HandOffWorld {
  private readonly sender = new StandardWebhookSender();
  readonly outbox: PgHandOffOutbox;

  private constructor(readonly sending: SendingWorld) {
    this.outbox = new PgHandOffOutbox(sending.db);
  }

  static async open(size: number, campaign: string): Promise<HandOffWorld> {
    const sending = await SendingWorld.open(size, campaign);
    await sending.db.query(
      `INSERT INTO agents (id, ref, name, email, lead) VALUES
         (uuidv7(), 'marek', 'Marek Wzorcowy', 'marek@dunlin.example', true),
         (uuidv7(), 'anna', 'Anna Przykładowa', 'anna@dunlin.example', false)`,
    );
    return new HandOffWorld(sending);
  }

  async close(): Promise<void> {
    await this.sender.destroy();
    await this.sending.close();
  }

  async rows<Row>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.sending.db.query(sql, values)).rows as Row[];
  }

  handOffs(): Promise<HandOffRow[]> {
    return this.rows(
      `SELECT id, status, decided_by AS "decidedBy", last_error AS "lastError", tries FROM hand_offs
       ORDER BY requested_at, id`,
    );
  }

  async handOff(): Promise<HandOffRow> {
    const [row] = await this.handOffs();
    if (row === undefined) throw new Error('nothing is handed off');
    return row;
  }

  /** How the enrolments stand: `ended handed-off`, or `parked`. */
  async enrolments(): Promise<string[]> {
    const rows = await this.rows<{ s: string }>(
      `SELECT concat_ws(' ', status, end_reason) AS s FROM enrolments ORDER BY id`,
    );
    return rows.map(({ s }) => s);
  }

  async events(): Promise<string[]> {
    const rows = await this.rows<{ kind: string }>('SELECT kind FROM case_events ORDER BY id');
    return rows.map(({ kind }) => kind);
  }

  async activeHolds(): Promise<string[]> {
    const rows = await this.rows<{ reason: string }>(
      `SELECT reason FROM holds WHERE lifted_at IS NULL AND (until IS NULL OR until > business_now()) ORDER BY reason`,
    );
    return rows.map(({ reason }) => reason);
  }

  async decide(decision: DecideHandOff['decision'], agentRef = 'marek'): Promise<string> {
    const { id: handOffId } = await this.handOff();
    const result = await decideHandOff(this.sending.desk, { handOffId, agentRef, decision });
    return result.kind === 'invalid' ? result.reason : result.kind;
  }

  /** Every one that waits, by the lead. */
  async approveAll(): Promise<void> {
    for (const { id: handOffId } of await this.handOffs())
      await decideHandOff(this.sending.desk, { handOffId, agentRef: 'marek', decision: { approve: true } });
  }

  deliver(destinations: readonly HandOffDestination[]): Promise<number> {
    const { outbox, sender } = this;
    const secrets = { HAND_OFF_SECRET_CRM: SIGNING };
    return deliverHandOffs({ outbox, sender, clock: this.sending.clock, destinations, secrets });
  }

  /** Machine time passes: what was put off is due again. */
  async patienceOver(): Promise<void> {
    await this.sending.db.query('UPDATE hand_offs SET next_try_at = now() WHERE next_try_at IS NOT NULL');
  }
}

export function crmAt(url: string): WebhookDestination {
  return { key: 'crm', name: 'CRM', kind: 'webhook', url, secret: 'HAND_OFF_SECRET_CRM', local: true };
}
