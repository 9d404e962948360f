import { PlainError } from '#contracts';
import {
  bootstrap,
  ConfigError,
  giveWay,
  loadConfig,
  type LoadedConfig,
  openWaitingRoom,
  type PlatformConfig,
  type ServiceModule,
  StopRequest,
} from '#platform';
import { type LoadedDemo, loadDemo } from './demo.js';
import { assemble, openDatabase } from './installation.js';
import { serviceModules } from './services.js';
import { StoppableDatabase } from './stoppable-database.js';

/**
 * Runs the services of DUNLIN_SERVICES (default: all) in one process until it is told to stop: also while it is still
 * starting, which then ends with the phase that it is in.
 */
async function start(): Promise<void> {
  const request = new StopRequest(console.log);
  const loaded = loadConfig();
  const room = await openWaitingRoom(loaded);
  try {
    if (!request.isAsked) await run(request, loaded, () => room.close());
  } finally {
    await room.close();
  }
  request.over();
  console.log('Stopped. Everything is kept for the next start.');
}

async function run(
  request: StopRequest,
  loaded: LoadedConfig,
  beforeListening: () => Promise<void>,
): Promise<void> {
  // Loaded while Postgres starts, which is a process of its own; what fails is thrown where it is awaited.
  const loading = serviceModules(loaded.services);
  loading.catch(() => undefined);
  const database = await openDatabase(
    'start',
    (error) =>
      console.error(
        `The embedded database stopped and cannot be started again yet: ${(error as Error).message}`,
      ),
    loaded,
  );
  request.holding(() => database.abandon());
  try {
    if (!request.isAsked) await serve(database.config, loading, request, beforeListening);
  } finally {
    await database.release();
  }
}

async function serve(
  config: PlatformConfig,
  loading: Promise<ServiceModule[]>,
  request: StopRequest,
  beforeListening: () => Promise<void>,
): Promise<void> {
  const modules = await loading;
  if (request.isAsked) return;
  // Not before Postgres has started: it would inherit it.
  giveWay(config.services);
  const running = await bootstrap(modules, config, undefined, beforeListening);
  try {
    const demo = config.services.includes('sandbox') ? await demoFor(config, request.signal) : null;
    if (request.isAsked) return;
    announce(config, running.url, demo);
    await request.asked();
  } finally {
    await running.close();
  }
}

/** Null too when the process is told to stop meanwhile: the next start loads what is missing. */
async function demoFor(config: PlatformConfig, signal: AbortSignal): Promise<LoadedDemo | null> {
  const db = new StoppableDatabase(
    { url: config.databaseUrl, connections: 3, name: 'dunlin demo', transactionTimeoutMs: 600_000 },
    signal,
  );
  try {
    return await loadDemo(await assemble(config, db));
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  } finally {
    await db.close();
  }
}

function announce(config: PlatformConfig, url: string, demo: LoadedDemo | null): void {
  const at = config.publicUrl;
  const has = (service: (typeof config.services)[number]): boolean => config.services.includes(service);
  const lines = [`Dunlin is ready on ${url}: ${config.services.join(', ')}.`];
  if (has('console')) lines.push(`  console        ${at}`, `  API            ${at}/api/docs`);
  if (has('sandbox')) lines.push(`  virtual phone  ${at}/sandbox`);
  if (has('portal')) lines.push(`  portal         ${at}/p/<token>, from the links in the messages`);
  if (config.apiKeyIsNew) lines.push(`  API key        ${config.apiKey} (kept in ${config.dataDirectory})`);
  if (config.clock.mode !== 'real') lines.push(clockLine(config));
  if (demo) {
    lines.push(
      `  demo           ${demo.cases} cases taken in (${demo.queued} wait for data verification, ${demo.refused} rows ` +
        `refused), ${demo.invoices} invoices, ${demo.payments} payments, ${demo.enrolled} enrolments`,
    );
  }
  lines.push('Ctrl-C stops it; everything is kept for the next start.');
  console.log(lines.join('\n'));
}

function clockLine({ clock }: PlatformConfig): string {
  if (clock.mode === 'demo')
    return `  clock          demo: ${clock.factor} times as fast as real time; nothing leaves this machine`;
  return '  clock          stepped: stands still until it is advanced (dunlin clock --by 1d)';
}

try {
  await start();
  process.exit(0);
} catch (error) {
  if (error instanceof PlainError || error instanceof ConfigError) console.error(error.message);
  else console.error(error);
  process.exit(1);
}
