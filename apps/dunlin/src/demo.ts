import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { PlainError } from '#contracts';
import {
  type FileRefusal,
  importCases,
  importInvoices,
  importPayments,
  type ImportSource,
  launchCampaign,
  upsertCreditors,
} from '#casework';
import {
  ensureMonthPartitions,
  fileSource,
  MONTHS_PREPARED,
  readCampaignSurroundings,
  readPolicyPacks,
} from '#persistence';
import { projectDirectory } from '#platform';
import type { Installation } from './installation.js';
import { demoFiles } from './services.js';

/** What the demo brought in, for whoever started it. */
export interface LoadedDemo {
  cases: number;
  queued: number;
  refused: number;
  invoices: number;
  payments: number;
  enrolled: number;
}

const ACTOR = 'system:demo';

/**
 * Loads the demo portfolio into a database that holds nobody's creditors but the demo's, and not yet all its campaigns:
 * launching them is the last step, so that a load which was broken off is gone through again. Null where it was loaded,
 * or the database is somebody's own.
 */
export async function loadDemo(
  installation: Pick<Installation, 'db' | 'intake' | 'campaigns' | 'clock'>,
): Promise<LoadedDemo | null> {
  const { intake, clock } = installation;
  const files = demoFiles();
  const policyPacks = await readPolicyPacks(join(projectDirectory(), 'campaigns', 'policies'));
  const description = await readFile(files.creditors, 'utf8');
  const known = { policyPacks };
  const planned = await upsertCreditors(intake, description, { known, dryRun: true });
  if (planned.kind !== 'ok')
    throw new PlainError(`${files.creditors} cannot be used: ${planned.faults.join('; ')}`);
  // Of the demo's own months, before the scheduler makes them: rows that are written meanwhile would be turned away.
  await ensureMonthPartitions(installation.db, clock.now(), MONTHS_PREPARED);
  const refs = planned.planned.map(({ creditorRef }) => creditorRef);
  const keys = files.campaigns.map((file) => basename(file, '.yaml'));
  if (!(await isFree(installation.db, refs, keys))) return null;
  await upsertCreditors(intake, description, { known, actor: ACTOR });
  const cases = await take(files.consumers, (file) => importCases(intake, file, { actor: ACTOR }));
  const businesses = await take(files.businesses, (file) => importCases(intake, file, { actor: ACTOR }));
  const invoices = await take(files.invoices, (file) => importInvoices(intake, file, { actor: ACTOR }));
  const payments = await take(files.payments, (file) => importPayments(intake, file, { actor: ACTOR }));
  let enrolled = 0;
  for (const file of files.campaigns) enrolled += await launch(installation, file);
  return {
    cases: cases.counts.created + businesses.counts.created,
    queued: cases.counts.queued + businesses.counts.queued + invoices.counts.queued,
    refused: cases.counts.refused + businesses.counts.refused,
    invoices: invoices.counts.created,
    payments: payments.counts.recorded,
    enrolled,
  };
}

type Taken<Report> = { kind: 'refused'; refusal: FileRefusal } | { kind: 'imported'; report: Report };

async function take<Report>(
  file: string,
  work: (source: ImportSource) => Promise<Taken<Report>>,
): Promise<Report> {
  const taken = await work(fileSource(file, basename(file)));
  if (taken.kind === 'refused') throw new PlainError(`${file} cannot be used: ${taken.refusal.code}`);
  return taken.report;
}

/** How many cases the campaign took in; one that was launched before a load was broken off stays as it is. */
async function launch(
  { db, campaigns, clock }: Pick<Installation, 'db' | 'campaigns' | 'clock'>,
  file: string,
): Promise<number> {
  if ((await launchedKeys(db)).includes(basename(file, '.yaml'))) return 0;
  const launched = await launchCampaign(campaigns, {
    source: await readFile(file, 'utf8'),
    fileName: basename(file),
    known: await readCampaignSurroundings(projectDirectory()),
    now: clock.now(),
    actor: ACTOR,
  });
  if (launched.outcome === 'invalid')
    throw new PlainError(`${file} is not valid: ${launched.faults[0]?.message}`);
  return launched.enrolled;
}

async function launchedKeys(db: Installation['db']): Promise<string[]> {
  const { rows } = await db.query<{ key: string }>('SELECT key FROM campaigns');
  return rows.map(({ key }) => key);
}

/** Whether nobody but the demo has used the database, and the demo has not come to its end. */
async function isFree(db: Installation['db'], creditors: string[], campaigns: string[]): Promise<boolean> {
  const { rows } = await db.query<{ free: boolean }>(
    `SELECT NOT EXISTS (SELECT FROM creditors WHERE ref <> ALL ($1))
        AND NOT EXISTS (SELECT FROM campaigns WHERE key <> ALL ($2))
        AND (SELECT count(*) FROM campaigns) < cardinality($2::text[]) AS free`,
    [creditors, campaigns],
  );
  return rows[0]?.free === true;
}
