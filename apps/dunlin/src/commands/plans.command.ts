import type { Command } from 'commander';
import { importPlans, type IntakeDesk, planFields, type PlanImportReport } from '#casework';
import { type FileFlags, registerFileCommand, type ReportWords, runFileCommand } from './file-command.js';
import { waitingLines } from './waiting-lines.js';
import type { Print, WithIntakeWorld } from './intake-world.js';

/** `dunlin plans <file>`: takes in plans of instalments that the creditor agreed, or took back. */
export function registerPlans(program: Command, withWorld: WithIntakeWorld, print: Print): void {
  const description =
    'take a file of agreed plans in, one row an instalment; a plan told before changes nothing';
  registerFileCommand(program, withWorld, { name: 'plans', description }, (intake, file, flags) =>
    runPlans(intake, file, flags, print),
  );
}

/** Runs the import and prints its report; gives the exit code. */
export function runPlans(intake: IntakeDesk, file: string, flags: FileFlags, print: Print): Promise<number> {
  return runFileCommand({ fields: planFields, take: importPlans, words }, intake, file, flags, print);
}

function words({ counts, dryRun, superseded }: PlanImportReport): ReportWords {
  return {
    read: `${counts.rows} rows of ${counts.plans} plans`,
    counts: [
      [counts.agreed, dryRun ? 'plans would be taken in' : 'plans taken in'],
      [counts.cancelled, dryRun ? 'would be taken back' : 'taken back'],
      [counts.repeated, 'told before, unchanged'],
      [counts.superseded, 'superseded by another plan of the same case further down'],
      [counts.refused, 'refused'],
    ],
    waiting: [
      ...waitingLines(
        'Superseded:',
        superseded.map(
          ({ line, caseRef, planRef, byLine }) =>
            `line ${line}, case ${caseRef}: plan ${planRef ?? 'without a number'} is superseded by that of line ${byLine}`,
        ),
        counts.superseded,
      ),
      ...(counts.unreadable > 0
        ? [
            `Rows that cannot be read: ${counts.unreadable}. One keeps the whole file out, since a plan would lack an instalment: correct them, and take the file in again.`,
          ]
        : []),
    ],
  };
}
