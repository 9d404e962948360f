import { basename } from 'node:path';
import type { Command } from 'commander';
import {
  importPlans,
  type IntakeDesk,
  parseMapping,
  planFields,
  type PlanImportReport,
  wordRowFault,
} from '#casework';
import { fileSource } from '#persistence';
import { EXIT_READ, EXIT_REFUSED, type Print, type WithIntakeWorld } from './intake-world.js';
import { isReadable, printRefusal, printUnreadable } from './refused-file.js';
import { countLines } from './table.js';

export interface PlanFlags {
  creditor?: string;
  map?: string[];
  dryRun?: boolean;
}

/** `dunlin plans <file>`: takes in plans of instalments that the creditor agreed, or took back. */
export function registerPlans(program: Command, withWorld: WithIntakeWorld, print: Print): void {
  program
    .command('plans')
    .description('take a file of agreed plans in, one row an instalment; a plan told before changes nothing')
    .argument('<file>', 'CSV in UTF-8 with a header row')
    .option('--creditor <ref>', 'creditor of the rows that name none')
    .option('--map <field=column...>', "the file's name of a column that is not recognised")
    .option('--dry-run', 'tell what would happen, write nothing')
    .action(async (file: string, flags: PlanFlags) => {
      process.exitCode = await withWorld(({ intake }) => runPlans(intake, file, flags, print));
    });
}

/** Runs the import and prints its report; gives the exit code. */
export async function runPlans(
  intake: IntakeDesk,
  file: string,
  flags: PlanFlags,
  print: Print,
): Promise<number> {
  const mapped = parseMapping(flags.map ?? [], planFields);
  if ('fault' in mapped) {
    print(`--map ${mapped.fault}`);
    return EXIT_REFUSED;
  }
  if (!(await isReadable(file))) return printUnreadable(file, print);
  const options = { creditorRef: flags.creditor, mapping: mapped.mapping, dryRun: flags.dryRun };
  const result = await importPlans(intake, fileSource(file, basename(file)), options);
  if (result.kind === 'refused') return printRefusal(file, result.refusal, print);
  printReport(file, result.report, print);
  return EXIT_READ;
}

function printReport(file: string, report: PlanImportReport, print: Print): void {
  const { counts, faults, ignoredColumns, dryRun } = report;
  print(
    `${file}: ${counts.rows} rows of ${counts.plans} plans read${dryRun ? '; nothing was written' : ''}.`,
  );
  const lines = countLines([
    [counts.agreed, dryRun ? 'plans would be taken in' : 'plans taken in'],
    [counts.cancelled, dryRun ? 'would be taken back' : 'taken back'],
    [counts.repeated, 'told before, unchanged'],
    [counts.refused, 'refused'],
  ]);
  for (const line of lines) print(line);
  if (ignoredColumns.length > 0)
    print(`Columns not used: ${ignoredColumns.map((name) => `"${name}"`).join(', ')}.`);
  if (faults.length > 0) print('Refused:');
  for (const fault of faults) print(`  ${wordRowFault(fault)}`);
}
