import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';
import { ConsoleModule } from '#apps/console';
import { importCases } from '#casework';
import { bootstrap, createLogger, type PlatformConfig, type RunningApplication } from '#platform';
import { CaseworkWorld, MONDAY, textFile } from './casework.world.js';

export const KEY = 'console-spec-api-key';

const HEADER =
  'nr_sprawy;imie;nazwisko;nr_klienta;telefon;email;kod_pocztowy;kwota;odsetki;waluta;termin_platnosci;data_urodzenia';
const ROWS = [
  'K/1;Jan;Kowalski;k1;+48 452 974 511;jan@example.com;00-001;1 234,50;12,30;PLN;10.12.2025;01.02.1980',
  'K/2;Anna;Nowak;k2;+48 452 974 512;anna@example.com;00-001;500,00;0,00;PLN;10.12.2025;01.02.1981',
  'K/3;Olha;Шевченко;k3;+48 452 974 513;olha@example.com;00-001;99,99;0,00;PLN;05.01.2026;01.02.1982',
];

/** A problem (RFC 9457), or whatever else an answer holds. */
export interface Answer<Body = Record<string, never>> {
  status: number;
  type: string;
  headers: Record<string, string | string[] | undefined>;
  body: Body;
}

export interface Call {
  agent?: string;
  /** Null: none is sent. */
  key?: string | null;
  body?: unknown;
  /** Content-Type of a body that is text. */
  type?: string;
  host?: string;
}

/** The console's API on a database and a port of its own, with three open cases of creditor `prad`. */
export class ConsoleWorld {
  private constructor(
    readonly casework: CaseworkWorld,
    readonly url: string,
    private readonly app: RunningApplication,
  ) {}

  static async open(config: Partial<PlatformConfig> = {}): Promise<ConsoleWorld> {
    const casework = await CaseworkWorld.open();
    const file = textFile([HEADER, ...ROWS].join('\r\n'));
    const imported = await importCases(casework.intake, file, { portfolioRef: 'P1' });
    if (imported.kind !== 'imported' || imported.report.counts.created !== ROWS.length) {
      throw new Error(`the cases were not taken in: ${JSON.stringify(imported)}`);
    }
    const settings = { ...consoleConfig(casework.url, await freePort()), ...config };
    const app = await bootstrap([ConsoleModule], settings, createLogger('silent'));
    return new ConsoleWorld(casework, `http://127.0.0.1:${settings.port}`, app);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.casework.close();
  }

  get<Body>(path: string, call: Call = {}): Promise<Answer<Body>> {
    return this.send<Body>('GET', path, call);
  }

  post<Body>(path: string, body?: unknown, call: Call = {}): Promise<Answer<Body>> {
    return this.send<Body>('POST', path, { ...call, body });
  }

  put<Body>(path: string, body: unknown, call: Call = {}): Promise<Answer<Body>> {
    return this.send<Body>('PUT', path, { ...call, body });
  }

  async send<Body>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    call: Call,
  ): Promise<Answer<Body>> {
    const { agent, key = KEY, body, type, host } = call;
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await request(new URL(path, this.url), {
      method,
      headers: {
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(agent === undefined ? {} : { 'x-dunlin-agent': agent }),
        ...(text === undefined ? {} : { 'content-type': type ?? 'application/json' }),
        ...(host === undefined ? {} : { host }),
      },
      body: text,
    });
    const content = String(answer.headers['content-type'] ?? '').split(';')[0] ?? '';
    const raw = await answer.body.text();
    return {
      status: answer.statusCode,
      type: content,
      headers: answer.headers,
      body: (content.endsWith('json') ? JSON.parse(raw) : raw) as Body,
    };
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function consoleConfig(databaseUrl: string, port: number): PlatformConfig {
  return {
    databaseUrl,
    queueUrl: databaseUrl,
    embeddedPostgres: false,
    services: ['console'],
    host: '127.0.0.1',
    port,
    publicUrl: `http://127.0.0.1:${port}`,
    twilio: { accountSid: `AC${'0'.repeat(32)}`, authToken: 'token', apiUrl: 'http://127.0.0.1:1' },
    smtpUrl: 'smtp://127.0.0.1:1',
    mailFrom: 'Dunlin <no-reply@dunlin.test>',
    clock: { mode: 'stepped', at: MONDAY },
    secret: 'a secret of the tests',
    apiKey: KEY,
    apiKeyIsNew: false,
    dataDirectory: '/nonexistent',
    logLevel: 'silent',
    reconcileAfterMs: 600_000,
  };
}
