import { basename } from 'node:path';
import type { Command } from 'commander';
import {
  type CaseImportReport,
  importInvoices,
  type IntakeDesk,
  invoiceFields,
  parseMapping,
  wordRowFault,
  wordVerificationFault,
} from '#casework';
import { fileSource } from '#persistence';
import { EXIT_READ, EXIT_REFUSED, type Print, type WithIntakeWorld } from './intake-world.js';
import { isReadable, printRefusal, printUnreadable } from './refused-file.js';
import { countLines } from './table.js';

export interface InvoiceFlags {
  creditor?: string;
  map?: string[];
  dryRun?: boolean;
}

/** `dunlin invoices <file>`: takes the invoices of business cases in. */
export function registerInvoices(program: Command, withWorld: WithIntakeWorld, print: Print): void {
  program
    .command('invoices')
    .description('take a file of invoices of known cases in; the same file again changes nothing')
    .argument('<file>', 'CSV in UTF-8 with a header row')
    .option('--creditor <ref>', 'creditor of the rows that name none')
    .option('--map <field=column...>', "the file's name of a column that is not recognised")
    .option('--dry-run', 'tell what would happen, write nothing')
    .action(async (file: string, flags: InvoiceFlags) => {
      process.exitCode = await withWorld(({ intake }) => runInvoices(intake, file, flags, print));
    });
}

/** Runs the import and prints its report; gives the exit code. */
export async function runInvoices(
  intake: IntakeDesk,
  file: string,
  flags: InvoiceFlags,
  print: Print,
): Promise<number> {
  const mapped = parseMapping(flags.map ?? [], invoiceFields);
  if ('fault' in mapped) {
    print(`--map ${mapped.fault}`);
    return EXIT_REFUSED;
  }
  if (!(await isReadable(file))) return printUnreadable(file, print);
  const options = { creditorRef: flags.creditor, mapping: mapped.mapping, dryRun: flags.dryRun };
  const result = await importInvoices(intake, fileSource(file, basename(file)), options);
  if (result.kind === 'refused') return printRefusal(file, result.refusal, print);
  printReport(file, result.report, print);
  return EXIT_READ;
}

function printReport(file: string, report: CaseImportReport, print: Print): void {
  const { counts, faults, queued, ignoredColumns, dryRun } = report;
  print(`${file}: ${counts.rows} rows read${dryRun ? '; nothing was written' : ''}.`);
  const lines = countLines([
    [counts.created, 'new'],
    [counts.updated, 'updated'],
    [counts.unchanged, 'unchanged'],
    [counts.refused, 'refused'],
    [counts.queued, `cases ${dryRun ? 'would wait' : 'wait'} for a person; nobody contacts them meanwhile`],
  ]);
  for (const line of lines) print(line);
  if (ignoredColumns.length > 0)
    print(`Columns not used: ${ignoredColumns.map((name) => `"${name}"`).join(', ')}.`);
  if (faults.length > 0) print('Refused:');
  for (const fault of faults) print(`  ${wordRowFault(fault)}`);
  if (queued.length > 0) print('Waiting for a person:');
  for (const { line, ref, faults: why } of queued) {
    print(`  line ${line}, case ${ref}: ${why.map(wordVerificationFault).join('; ')}`);
  }
}
