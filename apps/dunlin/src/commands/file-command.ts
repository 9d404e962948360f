import { basename } from 'node:path';
import type { Command } from 'commander';
import {
  type FileRefusal,
  type ImportSource,
  type IntakeDesk,
  type OnRefused,
  parseMapping,
  type RowFault,
  wordRowFault,
} from '#casework';
import { fileSource } from '#persistence';
import { EXIT_READ, EXIT_REFUSED, type Print, type WithIntakeWorld } from './intake-world.js';
import { RefusalList } from './refusal-list.js';
import { isReadable, printRefusal } from './refused-file.js';
import { countLines } from './table.js';

export interface FileFlags {
  creditor?: string;
  map?: string[];
  dryRun?: boolean;
}

interface FileOptions<Field extends string> {
  creditorRef?: string;
  mapping: Partial<Record<Field, string>>;
  dryRun?: boolean;
  onRefused: OnRefused;
}

/** What every report of a file tells. */
interface FileReport {
  counts: { rows: number };
  dryRun: boolean;
  faults: readonly RowFault[];
  ignoredColumns: readonly string[];
}

/** What a report says that is its own kind's. */
export interface ReportWords {
  /** Such as "12 rows". */
  read: string;
  counts: readonly (readonly [count: number, what: string])[];
  /** Lines about what a person must see to. */
  waiting?: readonly string[];
}

type FileResult<Report> = { kind: 'refused'; refusal: FileRefusal } | { kind: 'imported'; report: Report };

/** A command that takes a file about cases on record in. */
export interface FileCommand<Field extends string, Report extends FileReport> {
  fields: readonly Field[];
  take(intake: IntakeDesk, source: ImportSource, options: FileOptions<Field>): Promise<FileResult<Report>>;
  words(report: Report): ReportWords;
}

/** Adds the command with the arguments that all of its kind have. */
export function registerFileCommand(
  program: Command,
  withWorld: WithIntakeWorld,
  named: { name: string; description: string },
  run: (intake: IntakeDesk, file: string, flags: FileFlags) => Promise<number>,
): void {
  program
    .command(named.name)
    .description(named.description)
    .argument('<file>', 'CSV in UTF-8 with a header row')
    .option('--creditor <ref>', 'creditor of the rows that name none')
    .option('--map <field=column...>', "the file's name of a column that is not recognised")
    .option('--dry-run', 'tell what would happen, take nothing in')
    .action(async (file: string, flags: FileFlags) => {
      process.exitCode = await withWorld(({ intake }) => run(intake, file, flags));
    });
}

/** Takes the file in and prints its report; gives the exit code. */
export async function runFileCommand<Field extends string, Report extends FileReport>(
  command: FileCommand<Field, Report>,
  intake: IntakeDesk,
  file: string,
  flags: FileFlags,
  print: Print,
): Promise<number> {
  const mapped = parseMapping(flags.map ?? [], command.fields);
  if ('fault' in mapped) {
    print(`--map ${mapped.fault}`);
    return EXIT_REFUSED;
  }
  if (!(await isReadable(file, print))) return EXIT_REFUSED;
  return takeFile(file, print, {
    take: (source, onRefused) =>
      command.take(intake, source, {
        creditorRef: flags.creditor,
        mapping: mapped.mapping,
        dryRun: flags.dryRun,
        onRefused,
      }),
    words: (report) => command.words(report),
  });
}

/** How a file is taken in, and what its report says. */
interface FileTaking<Report extends FileReport> {
  take(source: ImportSource, onRefused: OnRefused): Promise<FileResult<Report>>;
  words(report: Report): ReportWords;
}

/** Takes a file in that can be read, prints its report and lists what was refused beside it; gives the exit code. */
export async function takeFile<Report extends FileReport>(
  file: string,
  print: Print,
  { take, words }: FileTaking<Report>,
): Promise<number> {
  const list = new RefusalList(file);
  try {
    const onRefused: OnRefused = (faults, caseRef) => list.add(faults, caseRef);
    const result = await take(fileSource(file, basename(file)), onRefused);
    if (result.kind === 'refused') return printRefusal(file, result.refusal, print);
    printReport(file, result.report, words(result.report), list, print);
    return EXIT_READ;
  } finally {
    list.discard();
  }
}

/** What became of a file's rows. */
function printReport(
  file: string,
  report: FileReport,
  words: ReportWords,
  list: RefusalList,
  print: Print,
): void {
  const { faults, ignoredColumns, dryRun } = report;
  print(`${file}: ${words.read} read${dryRun ? '; nothing was taken in' : ''}.`);
  for (const line of countLines(words.counts)) print(line);
  if (ignoredColumns.length > 0)
    print(`Columns not used: ${ignoredColumns.map((name) => `"${name}"`).join(', ')}.`);
  if (faults.length > 0) print('Refused:');
  for (const fault of faults) print(`  ${wordRowFault(fault)}`);
  printList(list, faults.length, print);
  for (const line of words.waiting ?? []) print(line);
}

/** Where all that was refused is listed; the report has the first of it alone. */
function printList(list: RefusalList, printed: number, print: Print): void {
  const fault = list.finish();
  if (list.count > printed) print(`  … and ${list.count - printed} more.`);
  if (fault !== null) print(`The list ${list.path} could not be written: ${fault.message}.`);
  else if (list.count > 0) print(`All that was refused: ${list.path}.`);
}
