import { basename } from 'node:path';
import type { Command } from 'commander';
import {
  type PaymentImportReport,
  type IntakeDesk,
  importPayments,
  parseMapping,
  paymentFields,
  wordPaymentFault,
  wordRowFault,
} from '#casework';
import { fileSource } from '#persistence';
import { EXIT_READ, EXIT_REFUSED, type Print, type WithIntakeWorld } from './intake-world.js';
import { isReadable, printRefusal, printUnreadable } from './refused-file.js';
import { countLines } from './table.js';

export interface PaymentFlags {
  creditor?: string;
  map?: string[];
  dryRun?: boolean;
}

/** `dunlin payments <file>`: records payments and ends the cases that they pay off. */
export function registerPayments(program: Command, withWorld: WithIntakeWorld, print: Print): void {
  program
    .command('payments')
    .description('take a file of payments in; a payment known before changes nothing')
    .argument('<file>', 'CSV in UTF-8 with a header row')
    .option('--creditor <ref>', 'creditor of the rows that name none')
    .option('--map <field=column...>', "the file's name of a column that is not recognised")
    .option('--dry-run', 'tell what would happen, write nothing')
    .action(async (file: string, flags: PaymentFlags) => {
      process.exitCode = await withWorld(({ intake }) => runPayments(intake, file, flags, print));
    });
}

/** Runs the import and prints its report; gives the exit code. */
export async function runPayments(
  intake: IntakeDesk,
  file: string,
  flags: PaymentFlags,
  print: Print,
): Promise<number> {
  const mapped = parseMapping(flags.map ?? [], paymentFields);
  if ('fault' in mapped) {
    print(`--map ${mapped.fault}`);
    return EXIT_REFUSED;
  }
  if (!(await isReadable(file))) return printUnreadable(file, print);
  const options = { creditorRef: flags.creditor, mapping: mapped.mapping, dryRun: flags.dryRun };
  const result = await importPayments(intake, fileSource(file, basename(file)), options);
  if (result.kind === 'refused') return printRefusal(file, result.refusal, print);
  printReport(file, result.report, print);
  return EXIT_READ;
}

function printReport(file: string, report: PaymentImportReport, print: Print): void {
  const { counts, faults, flagged, ignoredColumns, dryRun } = report;
  print(`${file}: ${counts.rows} rows read${dryRun ? '; nothing was written' : ''}.`);
  const lines = countLines([
    [counts.recorded, dryRun ? 'would be recorded' : 'recorded'],
    [counts.repeated, 'known before, unchanged'],
    [counts.refused, 'refused'],
    [counts.paidOff, dryRun ? 'cases would be paid off' : 'cases paid off and closed'],
    [counts.flagged, `of those ${dryRun ? 'would wait' : 'wait'} for a person`],
  ]);
  for (const line of lines) print(line);
  if (ignoredColumns.length > 0)
    print(`Columns not used: ${ignoredColumns.map((name) => `"${name}"`).join(', ')}.`);
  if (faults.length > 0) print('Refused:');
  for (const fault of faults) print(`  ${wordRowFault(fault)}`);
  if (flagged.length > 0) print('Waiting for a person:');
  for (const { line, reference, fault } of flagged) {
    print(`  line ${line}, payment ${reference}: ${wordPaymentFault(fault)}`);
  }
}
