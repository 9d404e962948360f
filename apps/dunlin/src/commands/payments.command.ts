import type { Command } from 'commander';
import {
  importPayments,
  type IntakeDesk,
  type PaymentImportReport,
  paymentFields,
  wordPaymentFault,
} from '#casework';
import { type FileFlags, registerFileCommand, type ReportWords, runFileCommand } from './file-command.js';
import { waitingLines } from './waiting-lines.js';
import type { Print, WithIntakeWorld } from './intake-world.js';

/** `dunlin payments <file>`: records payments and ends the cases that they pay off. */
export function registerPayments(program: Command, withWorld: WithIntakeWorld, print: Print): void {
  const description = 'take a file of payments in; a payment known before changes nothing';
  registerFileCommand(program, withWorld, { name: 'payments', description }, (intake, file, flags) =>
    runPayments(intake, file, flags, print),
  );
}

/** Runs the import and prints its report; gives the exit code. */
export function runPayments(
  intake: IntakeDesk,
  file: string,
  flags: FileFlags,
  print: Print,
): Promise<number> {
  const command = { fields: paymentFields, take: importPayments, words };
  return runFileCommand(command, intake, file, flags, print);
}

function words({ counts, flagged, dryRun }: PaymentImportReport): ReportWords {
  const waiting = flagged.map(
    ({ line, reference, fault }) => `line ${line}, payment ${reference}: ${wordPaymentFault(fault)}`,
  );
  return {
    read: `${counts.rows} rows`,
    counts: [
      [counts.recorded, dryRun ? 'would be recorded' : 'recorded'],
      [counts.repeated, 'known before, unchanged'],
      [counts.refused, 'refused'],
      [counts.paidOff, dryRun ? 'cases would be paid off' : 'cases paid off and closed'],
      [counts.flagged, `of those ${dryRun ? 'would wait' : 'wait'} for a person`],
    ],
    waiting: waitingLines('Waiting for a person:', waiting, counts.flagged),
  };
}
