import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { PlainError } from '#contracts';
import { parseIsoDate } from '#domain';
import { projectDirectory } from '#platform';
import { demoFiles } from '../services.js';
import type { Print, WithInstallation } from './register-command.js';
import { compareReports } from './simulate/compare-reports.js';
import type { CasesFile } from './simulate/read-cases.js';
import { htmlReport } from './simulate/html-report.js';
import {
  type Ground,
  prepareGround,
  runSimulation,
  type SimulationOutcome,
} from './simulate/run-simulation.js';
import { summaryLines } from './simulate/summary.js';

const EXIT_CLEAN = 0;
/** Somebody would be contacted against a rule. */
const EXIT_VIOLATIONS = 1;

/** The demo's first day. */
const DEMO_BEGINS = '2026-01-12';
const MOST_DAYS = 3650;

interface Flags {
  cases?: string;
  portfolio?: string;
  creditors?: string;
  behaviour?: string;
  prices?: string;
  days: string;
  seed: string;
  from?: string;
  against?: string;
  json?: boolean;
  html?: string;
}

/** `dunlin simulate <campaign.yaml>`: who would be contacted when, how often, at what cost. Needs no database, sends nothing. */
export function registerSimulate(program: Command, _with: WithInstallation, print: Print): void {
  program
    .command('simulate')
    .description(
      'run a campaign on a virtual clock: contacts, cost, what policy puts off and refuses, escalations',
    )
    .argument('<campaign>', 'campaign file')
    .option(
      '--cases <file>',
      'CSV of cases, as for import, or a file of `dunlin history`; the demo portfolio when absent',
    )
    .option('--portfolio <ref>', 'portfolio of the rows that name none')
    .option('--creditors <file>', 'creditors, portfolios and agents; those of the demo when absent')
    .option(
      '--behaviour <file>',
      'how debtors behave: a model, or a file of `dunlin history` to live through again; the demo’s when absent',
    )
    .option('--prices <file>', 'what contacts cost; campaigns/prices/pl.yaml when absent')
    .option('--days <n>', 'how many days', '90')
    .option('--seed <text>', 'the same seed, the same result', 'dunlin')
    .option('--from <date>', `first day; ${DEMO_BEGINS} for the demo portfolio, else today`)
    .option('--against <campaign>', 'another campaign file, to be shown beside it')
    .option('--json', 'print one JSON document instead of a summary')
    .option('--html <file>', 'write a report with charts to this file as well')
    .action(async (campaign: string, flags: Flags) => {
      process.exitCode = await simulateCampaign(campaign, flags, print);
    });
}

/** Runs and prints; gives the exit code. */
export async function simulateCampaign(campaign: string, flags: Flags, print: Print): Promise<number> {
  const project = projectDirectory();
  const ground = await prepareGround(project);
  const outcome = await run(ground, campaign, flags);
  // Over the same cases, whatever country the other is for.
  const other = flags.against === undefined ? null : await run(ground, flags.against, flags, outcome.files);
  const compared = other === null ? null : compareReports(outcome.report, other.report);
  if (flags.html !== undefined) await writeReport(flags.html, htmlReport(outcome, other));
  if (flags.json === true) {
    const document = {
      ...outcome.report,
      ...(other !== null && { against: other.report, differences: compared }),
    };
    print(JSON.stringify(document, null, 2));
  } else {
    for (const line of summaryLines(outcome, compared)) print(line);
    if (flags.html !== undefined) print(`The report is in ${flags.html}.`);
  }
  return outcome.report.violations.count === 0 ? EXIT_CLEAN : EXIT_VIOLATIONS;
}

function run(
  ground: Ground,
  campaignFile: string,
  flags: Flags,
  files?: readonly CasesFile[],
): Promise<SimulationOutcome> {
  const demo = demoFiles();
  const own = flags.cases !== undefined;
  return runSimulation(ground, {
    campaignFile,
    cases: files ?? (own ? [{ file: flags.cases ?? '', portfolio: flags.portfolio }] : null),
    demoCases: {
      PL: [{ file: demo.consumers }, { file: demo.businesses }],
      US: [{ file: demo.usConsumers }],
    },
    creditorsFile: flags.creditors ?? demo.creditors,
    behaviourFile: flags.behaviour ?? demo.behaviour,
    usualBehaviour: demo.behaviour,
    pricesFile: flags.prices ?? join(ground.project, 'campaigns', 'prices', 'pl.yaml'),
    days: daysOf(flags.days),
    seed: flags.seed,
    firstDay: firstDayOf(flags.from ?? (own ? undefined : DEMO_BEGINS)),
  });
}

async function writeReport(file: string, html: string): Promise<void> {
  try {
    await writeFile(file, html);
  } catch {
    throw new PlainError(`${file} cannot be written.`);
  }
}

function daysOf(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= MOST_DAYS) return days;
  throw new PlainError(`--days takes a whole number from 1 to ${MOST_DAYS}, not "${text}".`);
}

function firstDayOf(date: string | undefined): number | null {
  if (date === undefined) return null;
  const day = parseIsoDate(date);
  const inReach = day !== undefined && date >= '2000-01-01' && date < '2100-01-01';
  if (!inReach)
    throw new PlainError(`--from takes a date such as ${DEMO_BEGINS}, from 2000 to 2099, not "${date}".`);
  return day;
}
