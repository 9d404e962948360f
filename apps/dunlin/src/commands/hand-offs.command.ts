import { writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { exportHandOffs, handOffCsv, isOfLetters, letterFiles } from '#casework';
import { type HandOffBatch, HandOffOutbox, handOffStatuses, type HandOffView, PlainError } from '#contracts';
import { PgHandOffBook, PgHandOffOutbox, readHandOffDestinations } from '#persistence';
import { projectDirectory } from '#platform';
import { TemplateLetterPress } from '#templating';
import { columnLines } from './column-lines.js';
import type { Print, WithInstallation } from './register-command.js';

interface ListFlags {
  status: string;
  to?: string;
}

interface ExportFlags {
  out: string;
  to?: string;
  batch?: number;
  by: string;
}

const PAGE = 500;

/** `dunlin hand-offs list|export`: cases that go to somebody outside. */
export function registerHandOffs(program: Command, withInstallation: WithInstallation, print: Print): void {
  const handOffs = program.command('hand-offs').description('cases that go to somebody outside');
  handOffs
    .command('list')
    .description('list hand-offs, the one asked for first at the top')
    .option('--status <status>', `${handOffStatuses.join(', ')} or all`, 'waiting')
    .option('--to <key>', 'to one destination')
    .action((flags: ListFlags) =>
      withInstallation(async ({ db }) => printHandOffs(await readAll(new PgHandOffBook(db), flags), print)),
    );
  handOffs
    .command('export')
    .description(
      'write what is approved for a destination, and was in no file yet, into a CSV file; letters into a PDF',
    )
    .requiredOption('--out <file>', 'the file to write; one that exists is not touched')
    .option('--to <key>', 'the destination')
    .option('--batch <number>', 'instead: a file that was made before, once more', wholeNumber)
    .option('--by <name>', 'under whom it goes into the record', 'command-line')
    .action((flags: ExportFlags) =>
      withInstallation(async ({ db, clock }) => {
        const outbox = new PgHandOffOutbox(db);
        const batch = await batchOf(outbox, flags, () => clock.refresh());
        if (batch === null) return print('Nothing is approved and free to go; no file was written.');
        const files = await filesOf(flags.out, batch);
        for (const [file, content] of files) await writeOut(file, content, batch.number);
        const names = files.map(([file]) => file).join(', with their index ');
        print(`File ${batch.number}: ${batch.rows.length} cases for "${batch.to}" are in ${names}.`);
      }),
    );
}

async function batchOf(
  outbox: HandOffOutbox,
  { to, batch: number, by }: ExportFlags,
  now: () => Promise<number>,
): Promise<HandOffBatch | null> {
  if ((to === undefined) === (number === undefined))
    throw new PlainError('Say either --to <key> for a new file, or --batch <number> for one made before.');
  if (number !== undefined) {
    const batch = await outbox.batch(number);
    if (batch === null) throw new PlainError(`There is no file number ${number}.`);
    return batch;
  }
  const destinations = await readHandOffDestinations(join(projectDirectory(), 'campaigns', 'hand-offs'));
  const result = await exportHandOffs({
    ...{ outbox, destinations, press: openPress, to: to ?? '', actor: by },
    at: await now(),
  });
  if (result.kind === 'ok') return result.batch;
  if (result.kind === 'nothing') return null;
  const exports = destinations.filter(({ kind }) => kind !== 'webhook').map(({ key }) => key);
  throw new PlainError(`"${to}" is no destination that is exported; known: ${exports.join(', ') || 'none'}.`);
}

const openPress = (): Promise<TemplateLetterPress> =>
  TemplateLetterPress.open(join(projectDirectory(), 'templates'));

/** A CSV file; of letters the PDF, and beside it the CSV that the house counts by. */
async function filesOf(out: string, batch: HandOffBatch): Promise<[string, string | Buffer][]> {
  if (!isOfLetters(batch)) return [[out, handOffCsv(batch)]];
  const { dir, name, ext } = parse(out);
  if (ext === '.csv')
    throw new PlainError(
      `Letters are a PDF with its index beside it. They are in file ${batch.number}: ask for it with --batch ${batch.number} --out letters.pdf.`,
    );
  const { pdf, index } = await letterFiles(await openPress(), batch);
  return [
    [out, pdf],
    [join(dir, `${name}.csv`), index],
  ];
}

/** What it holds is personal, so that nobody but its owner may read it. */
async function writeOut(file: string, content: string | Buffer, number: number): Promise<void> {
  try {
    await writeFile(file, content, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'failed';
    throw new PlainError(
      `${file} could not be written (${code}). The cases are in file ${number}: ask for it with --batch ${number} and another --out.`,
    );
  }
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('It is no number of a file.');
  return number;
}

async function readAll(book: PgHandOffBook, { status, to }: ListFlags): Promise<HandOffView[]> {
  const known = [...handOffStatuses, 'all'] as const;
  const wanted = known.find((each) => each === status);
  if (wanted === undefined)
    throw new PlainError(`There is no status "${status}"; known: ${known.join(', ')}.`);
  const found: HandOffView[] = [];
  let after: string | undefined;
  do {
    const page = await book.list({ status: wanted, to, after, limit: PAGE });
    found.push(...page.items);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return found;
}

/** Ids, codes and times, and no debtor's name on a screen or in a shell's log. */
function printHandOffs(handOffs: HandOffView[], print: Print): void {
  if (handOffs.length === 0) return print('No hand-offs.');
  const head = ['hand-off', 'to', 'status', 'case', 'decide by', 'decided by', 'file', ''];
  const rows = handOffs.map((each) => [
    ...[
      each.id,
      each.to,
      each.status,
      each.case.ref,
      each.decideBy?.slice(0, 16) ?? '',
      each.decidedBy ?? '',
    ],
    each.batch === null ? '' : String(each.batch),
    each.heldBy.length > 0 ? `held: ${each.heldBy.join(', ')}` : (each.lastError ?? ''),
  ]);
  for (const line of columnLines([head, ...rows])) print(line);
}
