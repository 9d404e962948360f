import { statfs } from 'node:fs/promises';
import { ConfigError, type PlatformConfig, projectDirectory } from '#platform';
import { Database, PgCampaignStore, PgClockStore, readCoveredQueues, readPortfolioGaps } from '#persistence';
import { type OpenedDatabase, openWithoutMigrating } from '../../installation.js';
import { type Check, runChecks } from './check.js';
import { configurationFaults, lookAtConfiguration } from './configuration.checks.js';
import { lookAtContent } from './content.checks.js';
import {
  lookAtPartitions,
  lookAtSchema,
  lookAtSecret,
  lookAtServer,
  lookForPooler,
} from './database.checks.js';
import { lookAtHandOffs } from './hand-off.checks.js';
import { lookAtMailDomain } from './mail-domain.checks.js';
import { lookAtLiveCampaigns, lookAtPortfolio } from './portfolio.checks.js';
import { lookAtSmtp, lookAtTwilio } from './provider.checks.js';
import { lookAtQueue } from './queue.checks.js';
import { lookAtDoors } from './reach.checks.js';
import { lookAtClock } from './clock.checks.js';
import { fault, type Finding, well } from './finding.js';

/** Hundreds of texts are compiled, which takes seconds of a core. */
const CONTENT_MS = 120_000;
/** A demo or a pilot fits into far less; below this a database that grows is near its end. */
const LITTLE_DISK_BYTES = 2 * 2 ** 30;

/** Everything that an installation stands on, looked at in turn. */
export async function examine(): Promise<Finding[]> {
  let opened: OpenedDatabase;
  try {
    opened = await openWithoutMigrating();
  } catch (error) {
    if (error instanceof ConfigError) return configurationFaults(error.faults);
    return [fault('database', 'of this installation does not start', (error as Error).message)];
  }
  const { config } = opened;
  const db = new Database({ url: config.databaseUrl, connections: 4, name: 'dunlin doctor' });
  try {
    const configuration = lookAtConfiguration(config);
    return [...configuration, ...(await runChecks(checksOf(config, db)))];
  } finally {
    await opened.release();
  }
}

function checksOf(config: PlatformConfig, db: Database): Check[] {
  return [
    { what: 'database', look: () => lookAtDatabase(config, db) },
    { what: 'queue', look: () => lookAtQueue(config.queueUrl, config.databaseUrl) },
    { what: 'mail server', look: () => lookAtSmtp(config) },
    { what: 'mail domain', look: () => lookAtMailDomain(config) },
    { what: 'doors', look: () => lookAtDoors(config.publicUrl) },
    { what: 'hand-offs', look: () => lookAtHandOffs(projectDirectory(), config) },
    { what: 'content', look: () => lookAtContent(projectDirectory()), patienceMs: CONTENT_MS },
    ...(config.embeddedPostgres
      ? [{ what: 'disk', look: async () => [await disk(config.dataDirectory)] }]
      : []),
  ];
}

/** What stands in the database is asked once it answers, so that a server that is away is told once. */
async function lookAtDatabase(config: PlatformConfig, db: Database): Promise<Finding[]> {
  const { reached, findings } = await lookAtServer(db);
  if (!reached) return [...findings, ...(await lookAtTwilio(config, { smsSenders: [], rcsSenders: [] }))];
  const inside = await runChecks([
    { what: 'pooler', look: () => lookForPooler('DATABASE_URL', config.databaseUrl) },
    { what: 'schema', look: () => lookInside(config, db) },
  ]);
  return [...findings, ...inside];
}

/** Also Twilio, about the senders that the creditors name. */
async function lookInside(config: PlatformConfig, db: Database): Promise<Finding[]> {
  const { usable, finding } = await lookAtSchema(db);
  if (!usable) return [finding];
  const { now, findings: clock } = await lookAtClock(new PgClockStore(db, config.databaseUrl), config.clock);
  const [gaps, covered, live] = await Promise.all([
    readPortfolioGaps(db),
    readCoveredQueues(db),
    new PgCampaignStore(db).live(),
  ]);
  const looked = await runChecks([
    { what: 'DUNLIN_SECRET', look: () => lookAtSecret(db, config.secret) },
    { what: 'partitions', look: () => lookAtPartitions(db, now) },
    { what: 'Twilio', look: () => lookAtTwilio(config, gaps) },
  ]);
  return [
    finding,
    ...clock,
    ...looked,
    ...lookAtPortfolio(gaps, live, covered),
    ...lookAtLiveCampaigns(live),
  ];
}

async function disk(directory: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(directory);
  const found = `${((Number(bavail) * Number(bsize)) / 2 ** 30).toFixed(1)} GB at ${directory}`;
  if (Number(bavail) * Number(bsize) >= LITTLE_DISK_BYTES) return well('free disk', found);
  return fault(
    'free disk',
    found,
    'Make room, or set DUNLIN_DATA to a larger disk before the database is full.',
  );
}
