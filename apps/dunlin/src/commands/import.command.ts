import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import {
  type CaseImportReport,
  type IntakeDesk,
  caseFields,
  importCases,
  parseMapping,
  upsertCreditors,
} from '#casework';
import type { PortfolioRecord } from '#contracts';
import { readPolicyPacks } from '#persistence';
import { projectDirectory } from '#platform';
import { type ReportWords, takeFile } from './file-command.js';
import { EXIT_REFUSED, type Print, type WithIntakeWorld } from './intake-world.js';
import { isReadable } from './refused-file.js';
import { queuedLines } from './waiting-lines.js';

export interface ImportFlags {
  portfolio?: string;
  creditor?: string;
  creditors?: string;
  map?: string[];
  dryRun?: boolean;
}

/** `dunlin import <file>`: takes cases in and tells what became of each row. */
export function registerImport(program: Command, withWorld: WithIntakeWorld, print: Print): void {
  program
    .command('import')
    .description('take a file of cases in; the same file again changes nothing')
    .argument('<file>', 'CSV in UTF-8 with a header row')
    .option('--portfolio <ref>', 'portfolio of the rows that name none')
    .option('--creditor <ref>', 'creditor of that portfolio, where two have one of its name')
    .option('--creditors <file>', 'first set up the creditors that this file describes')
    .option('--map <field=column...>', "the file's name of a column that is not recognised")
    .option('--dry-run', 'tell what would happen, take nothing in')
    .action(async (file: string, flags: ImportFlags) => {
      process.exitCode = await withWorld(({ intake }) => runImport(intake, file, flags, print));
    });
}

/** Runs the import and prints its report; gives the exit code. */
export async function runImport(
  desk: IntakeDesk,
  file: string,
  flags: ImportFlags,
  print: Print,
): Promise<number> {
  const mapped = parseMapping(flags.map ?? [], caseFields);
  if ('fault' in mapped) {
    print(`--map ${mapped.fault}`);
    return EXIT_REFUSED;
  }
  if (!(await isReadable(file, print))) return EXIT_REFUSED;
  const planned =
    flags.creditors === undefined ? [] : await setUp(desk, flags.creditors, flags.dryRun === true, print);
  if (planned === null) return EXIT_REFUSED;
  return takeFile(file, print, {
    take: (source, onRefused) =>
      importCases(desk, source, {
        portfolioRef: flags.portfolio,
        creditorRef: flags.creditor,
        mapping: mapped.mapping,
        dryRun: flags.dryRun,
        planned,
        onRefused,
      }),
    words,
  });
}

/** What the file sets up, or would; null when it was not taken in. */
async function setUp(
  desk: IntakeDesk,
  file: string,
  dryRun: boolean,
  print: Print,
): Promise<PortfolioRecord[] | null> {
  if (!(await isReadable(file, print))) return null;
  const policyPacks = await readPolicyPacks(join(projectDirectory(), 'campaigns', 'policies'));
  const result = await upsertCreditors(desk, await readFile(file, 'utf8'), {
    actor: 'cli',
    known: { policyPacks },
    dryRun,
  });
  if (result.kind === 'ok') {
    const { creditors, portfolios, agents, planned } = result;
    const are = dryRun ? 'would be' : 'are';
    print(`${creditors} creditors, ${portfolios} portfolios and ${agents} agents ${are} set up.`);
    return planned;
  }
  print(`${file} was not taken in:`);
  for (const fault of result.faults) print(`  ${fault}`);
  return null;
}

function words({ counts, queued, frozen }: CaseImportReport): ReportWords {
  return {
    read: `${counts.rows} rows`,
    counts: [
      [counts.created, 'new'],
      [counts.updated, 'updated'],
      [counts.unchanged, 'unchanged'],
      [
        counts.queued,
        'queued for data verification; nobody contacts new ones until a person has looked, cases on record stay as they were where another person, another currency or a closed case is said',
      ],
      [counts.refused, 'refused'],
    ],
    waiting: [...frozenLines(frozen), ...queuedLines('Queued for data verification:', queued, counts.queued)],
  };
}

function frozenLines(rows: number): string[] {
  if (rows === 0) return [];
  return [`More interest or costs were not taken of ${rows}: a breathing space is in force.`];
}
