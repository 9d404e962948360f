import { Desk, IntakeDesk } from '#casework';
import { BusinessClock, type ClockRow, type ClockStore } from '#contracts';
import { CompiledCalendar } from '#domain';
import {
  checkSecret,
  Database,
  migrate,
  PgCampaignStore,
  PgCaseworkStore,
  PgClockStore,
  PgIntakeStore,
} from '#persistence';
import {
  acquireEmbeddedPostgres,
  businessTime,
  EarlyStop,
  firstEpoch,
  loadConfig,
  type LoadedConfig,
  type PlatformConfig,
  withDatabase,
} from '#platform';

/** How a process holds on to the database; an outside one needs no holding. */
interface Hold {
  /** Lets go of the database; the embedded one stops with its last user. */
  release(): Promise<void>;
  /** The same for a process that is ended at once. */
  abandon(): void;
}

/** An installation's database with its schema up to date. */
export interface OpenDatabase extends Hold {
  config: PlatformConfig;
  /** Migrations that ran just now. */
  migrated: string[];
}

const NO_HOLD: Hold = {
  release: async () => undefined,
  abandon: () => undefined,
};

/**
 * Starts the embedded Postgres where there is no other, and brings the schema up to date. A command that is told to
 * stop lets go of it by itself; a `start` sees to its signals.
 * @param loaded read once by each process: only the first reading of an installation tells that its API key is new
 */
export async function openDatabase(
  role: 'start' | 'command',
  failed: (error: unknown) => void,
  loaded: LoadedConfig = loadConfig(),
): Promise<OpenDatabase> {
  if (loaded.databaseUrl !== undefined) return migrated(withDatabase(loaded, loaded.databaseUrl), NO_HOLD);
  const earlyStop = role === 'command' ? new EarlyStop() : undefined;
  try {
    const postgres = await acquireEmbeddedPostgres(loaded.dataDirectory, role, failed);
    earlyStop?.holding(() => postgres.release());
    return await migrated(withDatabase(loaded, postgres.url), {
      release: () => postgres.release().finally(() => earlyStop?.disarm()),
      abandon: () => postgres.abandon(),
    });
  } catch (error) {
    earlyStop?.disarm();
    throw error;
  }
}

async function migrated(config: PlatformConfig, hold: Hold): Promise<OpenDatabase> {
  try {
    return { config, migrated: await migrate(config.databaseUrl), ...hold };
  } catch (error) {
    await hold.release();
    throw error;
  }
}

/** An installation's database as it is. */
export interface OpenedDatabase extends Pick<Hold, 'release'> {
  config: PlatformConfig;
}

/**
 * For whoever looks and changes nothing: an outside database stays as it is, and may not even answer. The embedded one
 * is started, which brings it up to date.
 * @throws ConfigError naming every variable at fault
 */
export async function openWithoutMigrating(): Promise<OpenedDatabase> {
  const loaded = loadConfig();
  if (loaded.databaseUrl === undefined) return openDatabase('command', () => undefined, loaded);
  return { config: withDatabase(loaded, loaded.databaseUrl), release: NO_HOLD.release };
}

/** Business time for a command: the shared epoch row, as it stands. */
class RowClock extends BusinessClock {
  constructor(
    private readonly store: ClockStore,
    private row: ClockRow,
  ) {
    super();
  }

  now(): number {
    return businessTime(this.row, Date.now());
  }

  async refresh(): Promise<number> {
    this.row = await this.store.read();
    return this.now();
  }
}

/** What commands work with. */
export interface Installation {
  config: PlatformConfig;
  db: Database;
  clocks: PgClockStore;
  clock: BusinessClock;
  desk: Desk;
  intake: IntakeDesk;
  campaigns: PgCampaignStore;
}

/** The parts of an installation over an open database. */
export async function assemble(config: PlatformConfig, db: Database): Promise<Installation> {
  await checkSecret(db, config.secret);
  const clocks = new PgClockStore(db, config.databaseUrl);
  const row = (await clocks.find()) ?? (await firstRow(clocks, config));
  const clock = new RowClock(clocks, row);
  const desk = new Desk(new PgCaseworkStore(db), clock, new CompiledCalendar());
  return {
    config,
    db,
    clocks,
    clock,
    desk,
    intake: new IntakeDesk(desk, new PgIntakeStore(db), config.secret),
    campaigns: new PgCampaignStore(db),
  };
}

async function firstRow(clocks: ClockStore, config: PlatformConfig): Promise<ClockRow> {
  await clocks.write(firstEpoch(config.clock, Date.now()));
  return clocks.read();
}

/** Opens the installation for one command and closes it when the command is done, whatever happens. */
export async function withInstallation<T>(work: (installation: Installation) => Promise<T>): Promise<T> {
  const open = await openDatabase('command', () => undefined);
  // Imports and reports may take longer than any transaction of the services.
  const db = new Database({
    url: open.config.databaseUrl,
    connections: 4,
    name: 'dunlin command',
    transactionTimeoutMs: 600_000,
  });
  try {
    return await work(await assemble(open.config, db));
  } finally {
    await db.close();
    await open.release();
  }
}
