import type { Command } from 'commander';
import { importPlans, type IntakeDesk, planFields, type PlanImportReport } from '#casework';
import { type FileFlags, registerFileCommand, type ReportWords, runFileCommand } from './file-command.js';
import { waitingLines } from './waiting-lines.js';
import { EXIT_REFUSED, type Print, type WithIntakeWorld } from './intake-world.js';

/** `dunlin plans <file>`: takes in plans of instalments that the creditor agreed, or took back. */
export function registerPlans(program: Command, withWorld: WithIntakeWorld, print: Print): void {
  const description =
    'take a file of agreed plans in, one row an instalment; a plan told before changes nothing';
  registerFileCommand(program, withWorld, { name: 'plans', description }, (intake, file, flags) =>
    runPlans(intake, file, flags, print),
  );
}

/** Runs the import and prints its report; gives the exit code: a file that is kept out as a whole was refused. */
export async function runPlans(
  intake: IntakeDesk,
  file: string,
  flags: FileFlags,
  print: Print,
): Promise<number> {
  let keptOut = false;
  const take: typeof importPlans = async (...asked) => {
    const result = await importPlans(...asked);
    keptOut = result.kind === 'imported' && result.report.counts.unreadable > 0;
    return result;
  };
  const code = await runFileCommand({ fields: planFields, take, words }, intake, file, flags, print);
  return keptOut ? EXIT_REFUSED : code;
}

function words({ counts, dryRun, superseded }: PlanImportReport): ReportWords {
  const rows = several(counts.rows, 'row');
  return {
    // Of which plans the rows are that cannot be read is not known.
    read: counts.unreadable > 0 ? rows : `${rows} of ${several(counts.plans, 'plan')}`,
    counts: [
      [counts.agreed, dryRun ? 'plans would be taken in' : 'plans taken in'],
      [counts.cancelled, dryRun ? 'would be taken back' : 'taken back'],
      [counts.repeated, 'unchanged: told before, or to be taken back where no such plan runs'],
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
            `${several(counts.unreadable, 'row')} cannot be read. One keeps the whole file out, since a plan would lack an instalment: correct them, and take the file in again.`,
          ]
        : []),
      ...(counts.rows === 0 ? ['There is no row below the header.'] : []),
    ],
  };
}

function several(count: number, thing: string): string {
  return count === 1 ? `1 ${thing}` : `${count} ${thing}s`;
}
