import { mkdir } from 'node:fs/promises';
import type { Command } from 'commander';
import { PlainError } from '#contracts';
import { type ArchivedMonth, DecisionArchiver, type Month, monthOf, PgSealStore } from '#persistence';
import { intoFile } from './archive/archive-file.js';
import { archiveFile } from './archive/archive-folder.js';
import type { Installation } from '../installation.js';
import type { Print, WithInstallation } from './register-command.js';
import { reportAudit } from './verify-audit.command.js';

const EXIT_ARCHIVED = 0;
/** A month was left where it is, or the seals do not hold. */
const EXIT_LEFT = 1;

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;

/** `dunlin archive --before <month> --to <folder>`: takes old months of sealed decisions out of the database, into files. */
export function registerArchive(program: Command, withInstallation: WithInstallation, print: Print): void {
  program
    .command('archive')
    .description('write old months of contact decisions to files and take them out of the database')
    .requiredOption('--before <month>', 'the first month that stays, such as 2026-01')
    .requiredOption('--to <folder>', 'folder of the files, made where it is missing')
    .action(async ({ before, to }: { before: string; to: string }) => {
      const [, year, month] = MONTH.exec(before) ?? [];
      if (year === undefined || month === undefined)
        throw new PlainError(`"${before}" is no month; write one such as 2026-01.`);
      const first = { year: Number(year), month: Number(month) };
      process.exitCode = await withInstallation((installation) => archive(installation, first, to, print));
    });
}

async function archive(
  { db, config, clock }: Pick<Installation, 'db' | 'config' | 'clock'>,
  before: Month,
  folder: string,
  print: Print,
): Promise<number> {
  if (nameOf(before) > nameOf(monthOf(clock.now())))
    throw new PlainError('Only months that are over can be archived.');
  const audit = await new PgSealStore(db, config.secret).verify();
  // What does not hold must stay where it can be looked into.
  if (audit.firstBreak !== null) {
    reportAudit(audit, print);
    print('Nothing was archived.');
    return EXIT_LEFT;
  }
  await mkdir(folder, { recursive: true });
  const archiver = new DecisionArchiver(db, config.secret);
  const months = await archiver.monthsBefore(before);
  if (months.length === 0) print(`There are no decisions of months before ${nameOf(before)}.`);
  let code = EXIT_ARCHIVED;
  for (const month of months) {
    const file = archiveFile(folder, nameOf(month));
    const outcome = await intoFile(file, (keeper) => archiver.archive(month, keeper));
    for (const line of told(nameOf(month), file, outcome)) print(line);
    if (outcome.kind !== 'archived') code = EXIT_LEFT;
  }
  return code;
}

function told(month: string, file: string, outcome: ArchivedMonth): string[] {
  if (outcome.kind === 'not-sealed')
    return [`${month}: not all is sealed yet. Nothing was taken out; try again later.`];
  if (outcome.kind === 'table-busy')
    return [`${month}: the decisions are in use. Nothing was taken out; try again later.`];
  const { decisions, seals, staying, table } = outcome;
  return [
    `${month}: ${decisions} decisions under ${seals} seals are in ${file}.`,
    ...(staying === 0 ? [] : [`  ${staying} more stay: of their second, another month has decisions too.`]),
    `  The table ${table} is set apart. Drop it when verify-audit --archive holds and the file has a copy.`,
  ];
}

function nameOf({ year, month }: Month): string {
  return `${year}-${String(month).padStart(2, '0')}`;
}
