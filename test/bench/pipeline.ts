import { Database } from '#persistence';
import { campaignText } from '../harness/campaign-text.js';
import { seedPortfolio } from '../harness/portfolio-seed.js';
import { freePort, type Program, startProgram } from '../harness/processes.js';
import { firstOf } from './warm-up.js';

/** What one run of the pipeline is measured with. */
export interface PipelineRun {
  databaseUrl: string;
  queueUrl: string;
  channel: 'sms' | 'email';
  messages: number;
  twilioApiUrl: string;
  smtpUrl: string;
  /** How many the sink has seen: asked often, since it costs the database nothing. */
  arrived: () => Promise<number>;
  /** The SDK's own client instead of ours. */
  httpClient?: 'undici' | 'stock';
  /** Processes that send; one when absent. */
  senders?: number;
  /** Extra environment. */
  env?: Record<string, string>;
  /** Looks at what the run left in the database. */
  afterwards?: (db: Database) => Promise<void>;
}

/** The processes that the services run in: the sender, which does most, has one of its own, or several. */
const PLANNING = 'scheduler,personaliser';
const SENDING = 'sender';

/** The instant at which the measured steps fall due: a Monday morning within the contact hours. */
export const DUE_AT = '2026-01-12T09:00:00Z';
export const NOT_YET = '2026-01-12T08:59:00Z';
/** What is sent first, untimed, falls due before that, and not before every process is there to send it. */
const FIRST_DUE_AT = '2026-01-12T08:58:00Z';
const STARTING = '2026-01-12T08:57:00Z';

export function campaign(channel: string): string {
  const way = [`channel: ${channel}`];
  return campaignText('bench', [
    { key: 'notice', dpd: 1, way },
    { key: 'reminder', dpd: 8, way },
  ]);
}

export function serviceEnv(
  run: Pick<PipelineRun, 'databaseUrl' | 'queueUrl' | 'twilioApiUrl' | 'smtpUrl' | 'env'> & {
    services: string;
  },
  port: number,
): Record<string, string> {
  return {
    DATABASE_URL: run.databaseUrl,
    QUEUE_URL: run.queueUrl,
    DUNLIN_SERVICES: run.services,
    DUNLIN_CLOCK: `stepped:${DUE_AT}`,
    DUNLIN_SECRET: 'bench-secret-bench-secret-bench-secret',
    DUNLIN_API_KEY: 'bench-key-bench-key-bench-key',
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    TWILIO_ACCOUNT_SID: 'AC00000000000000000000000000000000',
    TWILIO_AUTH_TOKEN: 'token',
    TWILIO_API_URL: run.twilioApiUrl,
    SMTP_URL: run.smtpUrl,
    MAIL_FROM: 'sprawy@energia.example',
    LOG_LEVEL: 'warn',
    ...run.env,
  };
}

/**
 * Times the pipeline from due enrolments to attempts recorded as accepted, everything included: claiming, planning,
 * rendering, deciding, sealing's inputs, submitting, writing back. Returns messages per second.
 */
export async function runPipeline(run: PipelineRun): Promise<number> {
  const db = new Database({ url: run.databaseUrl, connections: 2, transactionTimeoutMs: 600_000 });
  const programs: Program[] = [];
  try {
    const senders = run.senders ?? 1;
    const first = firstOf(run.messages) * senders;
    await seed(db, run.channel, first, FIRST_DUE_AT);
    await seed(db, run.channel, run.messages, DUE_AT);
    await setClock(db, STARTING);
    for (const services of [PLANNING, ...Array.from({ length: senders }, () => SENDING)]) {
      const port = await freePort();
      const env = serviceEnv({ ...run, services }, port);
      const program = startProgram('test/bench/pipeline-main.js', [run.httpClient ?? 'undici'], env);
      programs.push(program);
      await ready(`http://127.0.0.1:${port}/readyz`, program);
    }
    const output = (): string => programs.map((program) => program.output()).join('\n');
    await setClock(db, NOT_YET);
    await accepted(db, run, first, output);
    await setClock(db, DUE_AT);
    const started = performance.now();
    await accepted(db, run, first + run.messages, output);
    const seconds = (performance.now() - started) / 1000;
    await run.afterwards?.(db);
    return run.messages / seconds;
  } finally {
    await Promise.all(programs.map((program) => program.stop()));
    await db.close();
  }
}

function seed(db: Database, channel: PipelineRun['channel'], size: number, dueAt: string): Promise<unknown> {
  return seedPortfolio(db, {
    size,
    contact: channel === 'sms' ? 'phone' : 'email',
    campaign: campaign(channel),
    stepKey: 'notice',
    dueDate: '2026-01-11',
    dueAt,
    enteredAt: '2026-01-11T09:00:00Z',
  });
}

/** Work falls due as it does in life: time comes to it. */
export async function setClock(db: Database, at: string): Promise<void> {
  await db.query('UPDATE clock SET business_epoch = $1', [at]);
}

export async function ready(url: string, program: Program): Promise<void> {
  const deadline = Date.now() + 180_000;
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    if (Date.now() > deadline || program.child.exitCode !== null)
      throw new Error(`${url} never got ready:\n${program.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function accepted(db: Database, run: PipelineRun, wanted: number, output: () => string): Promise<void> {
  const deadline = Date.now() + 300_000;
  let recorded = 0;
  while (recorded < wanted) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const arrived = await run.arrived();
    if (Date.now() > deadline)
      throw new Error(`${arrived} of ${wanted} arrived, ${recorded} recorded:\n${output()}`);
    if (arrived < wanted) continue;
    const { rows } = await db.query<{ n: number }>(
      `SELECT count(*) AS n FROM attempts WHERE outcome = 'accepted'`,
    );
    recorded = rows[0]?.n ?? 0;
  }
}
