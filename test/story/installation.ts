import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectDirectory } from '#platform';
import { freePort, type Program, startCommand } from '../harness/processes.js';
import { StoryApi } from './story-api.js';

/** Five processes that start at once on a crowded machine take their time. */
const START_WITHIN_MS = 180_000;
const API_KEY = 'story-api-key-story-api-key';
/** Every case that is silent to the end reaches an agent's desk, and nobody clears it. */
const DESK_CAPACITY = 200;

/** A running installation, all of it of this story's own. */
export interface Installation {
  api: StoryApi;
  /** Runs `dunlin <arguments>`; answers with what it wrote. */
  command(...args: string[]): Promise<string>;
  /** How each process of the layout gives way to others: 0, or up to 19 for what can wait. */
  priorities: readonly number[];
  /** What the services wrote, for the message when something fails. */
  output(): string;
  stop(): Promise<void>;
}

export interface Layout {
  databaseUrl: string;
  queueUrl: string;
  /** Services of each process; the sandbox's is the last. */
  processes: readonly (readonly string[])[];
  /** Behind which address these ports serve together, given the port of each process. */
  door(ports: readonly number[]): Promise<{ url: string; close(): Promise<void> }>;
}

/** What an installation begins with. */
export interface Beginning {
  /** Business time. */
  at: string;
  /** CSV files, as their senders write them. */
  cases: string;
  invoices?: string;
  /** The compiled program that plays the world outside: it is told the file of cases, and the rest of the list. */
  outside: readonly [program: string, ...args: string[]];
}

/** Starts the compiled programs of the layout and takes the portfolio in by the command line. */
export async function install(layout: Layout, beginning: Beginning): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'dunlin-story-'));
  const ports = await Promise.all(layout.processes.map(() => freePort()));
  const door = await layout.door(ports);
  const sandboxPort = ports.at(-1) ?? 0;
  const env = environment(layout, beginning.at, door.url, sandboxPort, await freePort(), folder);
  const debtors = join(folder, 'cases.csv');
  const creditors = join(folder, 'creditors.yaml');
  const invoices = join(folder, 'invoices.csv');
  writeFileSync(debtors, beginning.cases);
  writeFileSync(creditors, creditorsOf(join(projectDirectory(), 'campaigns', 'demo', 'creditors.yaml')));

  const [outside, ...args] = beginning.outside;
  const programs: Program[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(programs.map((program) => program.stop()));
    await door.close();
    rmSync(folder, { recursive: true, force: true });
  };
  const command = async (...args: string[]): Promise<string> => run('apps/dunlin/src/cli.js', args, env);
  try {
    await command('import', debtors, '--creditors', creditors);
    if (beginning.invoices !== undefined) {
      writeFileSync(invoices, beginning.invoices);
      await command('invoices', invoices);
    }
    for (const [index, services] of layout.processes.entries()) {
      const own = { ...env, PORT: String(ports[index]), DUNLIN_SERVICES: services.join(',') };
      const peopled = services.includes('sandbox');
      programs.push(
        peopled ? compiled(outside, [debtors, ...args], own) : compiled('apps/dunlin/src/main.js', [], own),
      );
    }
    await Promise.all(programs.map((program) => program.wrote('ready on', START_WITHIN_MS)));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    api: new StoryApi(door.url, `http://127.0.0.1:${sandboxPort}`, API_KEY),
    command,
    priorities: programs.map(({ child }) => getPriority(child.pid)),
    output: () => programs.map((program) => program.output()).join('\n'),
    stop,
  };
}

function compiled(program: string, args: readonly string[], env: Record<string, string>): Program {
  const path = join(projectDirectory(), 'dist', program);
  return startCommand(process.execPath, ['--enable-source-maps', path, ...args], env);
}

async function run(program: string, args: readonly string[], env: Record<string, string>): Promise<string> {
  const running = compiled(program, args, env);
  const code = await new Promise<number | null>((resolve) => running.child.once('close', resolve));
  if (code !== 0) throw new Error(`dunlin ${args.join(' ')} ended with ${code}:\n${running.output()}`);
  return running.output();
}

/** The demo's, with desks for everybody. */
function creditorsOf(file: string): string {
  return readFileSync(file, 'utf8').replace(/capacity: \d+/g, `capacity: ${DESK_CAPACITY}`);
}

function environment(
  { databaseUrl, queueUrl }: Layout,
  beginsAt: string,
  publicUrl: string,
  sandboxPort: number,
  smtpPort: number,
  folder: string,
): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    QUEUE_URL: queueUrl,
    PUBLIC_URL: publicUrl,
    DUNLIN_CLOCK: `stepped:${beginsAt}`,
    DUNLIN_SECRET: 'story-secret-story-secret-story-secret',
    DUNLIN_API_KEY: API_KEY,
    DUNLIN_DATA: folder,
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(31)}1`,
    TWILIO_AUTH_TOKEN: 'sandbox-auth-token',
    TWILIO_API_URL: `http://127.0.0.1:${sandboxPort}/sandbox/twilio`,
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    MAIL_FROM: 'sprawy@dunlin.example',
    LOG_LEVEL: 'info',
  };
}
