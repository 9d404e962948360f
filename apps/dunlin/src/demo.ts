import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { PlainError } from '#contracts';
import { importCases, importPayments, launchCampaign, upsertCreditors } from '#casework';
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
  payments: number;
  enrolled: number;
}

const ACTOR = 'system:demo';

/**
 * Loads the demo portfolio into a database that holds nobody's creditors but the demo's, and no campaign: launching
 * its campaign is the last step, so that a load which was broken off is gone through again. Null where it was loaded,
 * or the database is somebody's own.
 */
export async function loadDemo(
  installation: Pick<Installation, 'db' | 'intake' | 'campaigns' | 'clock'>,
): Promise<LoadedDemo | null> {
  const { intake, campaigns, clock } = installation;
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
  if (!(await isFree(installation.db, refs))) return null;
  await upsertCreditors(intake, description, { known, actor: ACTOR });
  const cases = await importCases(intake, fileSource(files.consumers, basename(files.consumers)), {
    actor: ACTOR,
  });
  if (cases.kind === 'refused')
    throw new PlainError(`${files.consumers} cannot be used: ${cases.refusal.code}`);
  const payments = await importPayments(intake, fileSource(files.payments, basename(files.payments)), {
    actor: ACTOR,
  });
  if (payments.kind === 'refused')
    throw new PlainError(`${files.payments} cannot be used: ${payments.refusal.code}`);
  const launched = await launchCampaign(campaigns, {
    source: await readFile(files.campaign, 'utf8'),
    fileName: basename(files.campaign),
    known: await readCampaignSurroundings(projectDirectory()),
    now: clock.now(),
    actor: ACTOR,
  });
  if (launched.outcome === 'invalid')
    throw new PlainError(`${files.campaign} is not valid: ${launched.faults[0]?.message}`);
  const { created, queued, refused } = cases.report.counts;
  return {
    cases: created,
    queued,
    refused,
    payments: payments.report.counts.recorded,
    enrolled: launched.enrolled,
  };
}

/** Whether nobody but the demo has used the database, and the demo has not come to its end. */
async function isFree(db: Installation['db'], demoCreditors: string[]): Promise<boolean> {
  const { rows } = await db.query<{ free: boolean }>(
    `SELECT NOT EXISTS (SELECT FROM creditors WHERE ref <> ALL ($1)) AND NOT EXISTS (SELECT FROM campaigns) AS free`,
    [demoCreditors],
  );
  return rows[0]?.free === true;
}
