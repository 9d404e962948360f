import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { PlainError } from '#contracts';
import { importCases, importPayments, launchCampaign, upsertCreditors } from '#casework';
import { fileSource, readCampaignSurroundings, readPolicyPacks } from '#persistence';
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

/** Loads the demo portfolio into a database that holds no creditor yet; null when there is one. */
export async function loadDemo(installation: Installation): Promise<LoadedDemo | null> {
  const { db, intake, campaigns, clock } = installation;
  const { rows } = await db.query<{ used: boolean }>('SELECT EXISTS (SELECT FROM creditors) AS used');
  if (rows[0]?.used) return null;
  const files = demoFiles();
  const policyPacks = await readPolicyPacks(join(projectDirectory(), 'campaigns', 'policies'));
  const creditors = await upsertCreditors(intake, await readFile(files.creditors, 'utf8'), {
    known: { policyPacks },
  });
  if (creditors.kind !== 'ok')
    throw new PlainError(`${files.creditors} cannot be used: ${creditors.faults.join('; ')}`);
  const cases = await importCases(intake, fileSource(files.consumers, basename(files.consumers)), {});
  if (cases.kind === 'refused')
    throw new PlainError(`${files.consumers} cannot be used: ${cases.refusal.code}`);
  const payments = await importPayments(intake, fileSource(files.payments, basename(files.payments)), {});
  if (payments.kind === 'refused')
    throw new PlainError(`${files.payments} cannot be used: ${payments.refusal.code}`);
  const launched = await launchCampaign(campaigns, {
    source: await readFile(files.campaign, 'utf8'),
    fileName: basename(files.campaign),
    known: await readCampaignSurroundings(projectDirectory()),
    now: clock.now(),
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
