import type { Command } from 'commander';
import { type CaseImportReport, importInvoices, type IntakeDesk, invoiceFields } from '#casework';
import { type FileFlags, registerFileCommand, type ReportWords, runFileCommand } from './file-command.js';
import { queuedLines } from './waiting-lines.js';
import type { Print, WithIntakeWorld } from './intake-world.js';

/** `dunlin invoices <file>`: takes the invoices of business cases in. */
export function registerInvoices(program: Command, withWorld: WithIntakeWorld, print: Print): void {
  const description = 'take a file of invoices of known cases in; the same file again changes nothing';
  registerFileCommand(program, withWorld, { name: 'invoices', description }, (intake, file, flags) =>
    runInvoices(intake, file, flags, print),
  );
}

/** Runs the import and prints its report; gives the exit code. */
export function runInvoices(
  intake: IntakeDesk,
  file: string,
  flags: FileFlags,
  print: Print,
): Promise<number> {
  const command = { fields: invoiceFields, take: importInvoices, words };
  return runFileCommand(command, intake, file, flags, print);
}

function words({ counts, queued, dryRun }: CaseImportReport): ReportWords {
  return {
    read: `${counts.rows} rows`,
    counts: [
      [counts.created, 'new'],
      [counts.updated, 'updated'],
      [counts.unchanged, 'unchanged'],
      [counts.refused, 'refused'],
      [counts.queued, `cases ${dryRun ? 'would wait' : 'wait'} for a person; nobody contacts them meanwhile`],
    ],
    waiting: queuedLines('Waiting for a person:', queued, counts.queued),
  };
}
