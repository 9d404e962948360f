import { setTimeout as sleep } from 'node:timers/promises';
import { tokenHash } from '#domain';
import { Database } from '#persistence';
import { type Seeded, seedPortfolio } from '../harness/portfolio-seed.js';
import type { OwnPostgres } from '../harness/postgres.js';
import { freePort, startProgram } from '../harness/processes.js';
import { SlowSmsSink } from '../harness/slow-sms-sink.js';
import { campaign, DUE_AT, NOT_YET, ready, serviceEnv, setClock } from './pipeline.js';

/** Services that run, in a process of their own or within this one. */
export interface RunningServices {
  stop(): Promise<void>;
}

/** Starts the services of an environment, and resolves once they are ready. */
export type StartServices = (env: Record<string, string>) => Promise<RunningServices>;

/** When each message came first, by its case; and how many came more than once. */
export interface ArrivedMessages {
  at: Map<string, number>;
  twice: number;
}

const LOOK_MS = 50;
const PATIENCE_MS = 600_000;

/** A whole pipeline whose provider is slow, so that messages are queued before the sender and within it. */
export class SlowPipeline {
  private readonly running: RunningServices[] = [];
  private consoleUrl = '';

  private constructor(
    readonly db: Database,
    readonly sink: SlowSmsSink,
    private readonly env: Parameters<typeof serviceEnv>[0],
    private readonly startServices: StartServices,
    private readonly drop: () => Promise<void>,
  ) {}

  /**
   * @param queueUrl null for the database itself
   * @param startServices processes of their own when absent
   */
  static async open(
    postgres: OwnPostgres,
    name: string,
    queueUrl: string | null,
    startServices: StartServices = asProcess,
  ): Promise<SlowPipeline> {
    const databaseUrl = await postgres.database(name);
    const sink = new SlowSmsSink();
    const env = {
      databaseUrl,
      queueUrl: queueUrl ?? databaseUrl,
      twilioApiUrl: await sink.listen(),
      smtpUrl: 'smtp://127.0.0.1:9',
      services: '',
    };
    const db = new Database({ url: databaseUrl, connections: 2, transactionTimeoutMs: 600_000 });
    return new SlowPipeline(db, sink, env, startServices, () => postgres.dropDatabase(name));
  }

  async close(): Promise<void> {
    await Promise.all(this.running.map((services) => services.stop()));
    this.sink.close();
    await this.db.close();
    await this.drop();
  }

  /** So many cases, each with an SMS that is planned, written, and queued for a sender that is not there yet. */
  async queueMessages(size: number): Promise<Seeded> {
    const seeded = await seedPortfolio(this.db, {
      size,
      contact: 'phone',
      campaign: campaign('sms'),
      stepKey: 'notice',
      dueDate: '2026-01-11',
      dueAt: DUE_AT,
      enteredAt: '2026-01-11T09:00:00Z',
    });
    await setClock(this.db, NOT_YET);
    await this.start('scheduler,personaliser');
    await setClock(this.db, DUE_AT);
    await until(async () => (await this.count('legs')) === size);
    return seeded;
  }

  /** Starts the console, and then the sender, and waits until it has sent so many. */
  async beginSending(sent: number): Promise<void> {
    this.consoleUrl = await this.start('console');
    await this.start('sender,tracker');
    await until(async () => this.sink.arrivals.length >= sent);
  }

  /** Posts to the console's API. */
  async post(path: string, body?: object): Promise<void> {
    const answer = await fetch(this.consoleUrl + path, {
      method: 'POST',
      headers: {
        authorization: 'Bearer bench-key-bench-key-bench-key',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const told = await answer.text();
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${told}`);
  }

  /** Counts rows. */
  async count(of: string): Promise<number> {
    const { rows } = await this.db.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${of}`);
    return rows[0]?.n ?? 0;
  }

  /** What came of collection messages so far. */
  async arrived(): Promise<ArrivedMessages> {
    const { rows } = await this.db.query<{ case_id: string; link_hash: Buffer }>(
      `SELECT m.case_ids[1] AS case_id, l.link_hash FROM legs l
       JOIN messages m ON m.shard = l.shard AND m.id = l.message_id AND m.purpose = 'collection'`,
    );
    const cases = new Map(rows.map((row) => [row.link_hash.toString('hex'), row.case_id]));
    const at = new Map<string, number>();
    let twice = 0;
    for (const arrival of this.sink.arrivals) {
      const caseId = cases.get(tokenHash(arrival.leg).toString('hex'));
      if (caseId === undefined) continue;
      if (at.has(caseId)) twice += 1;
      else at.set(caseId, arrival.at);
    }
    return { at, twice };
  }

  private async start(services: string): Promise<string> {
    const port = await freePort();
    this.running.push(await this.startServices(serviceEnv({ ...this.env, services }, port)));
    return `http://127.0.0.1:${port}`;
  }
}

/** When the latest version of a row of a table was committed, in epoch ms: what the harness's server keeps. */
export function commitOf(table: string): string {
  return `(extract(epoch FROM pg_xact_commit_timestamp(${table}.xmin)) * 1000)::float8`;
}

export async function until(holds: () => Promise<boolean>): Promise<void> {
  if (!(await reached(holds, PATIENCE_MS))) throw new Error(`it did not come about within ${PATIENCE_MS} ms`);
}

/** Whether it came about within so many ms. */
export async function reached(holds: () => Promise<boolean>, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > deadline) return false;
    await sleep(LOOK_MS);
  }
  return true;
}

async function asProcess(env: Record<string, string>): Promise<RunningServices> {
  const program = startProgram('test/bench/pipeline-main.js', ['undici'], env);
  await ready(`http://127.0.0.1:${env.PORT}/readyz`, program);
  return program;
}
