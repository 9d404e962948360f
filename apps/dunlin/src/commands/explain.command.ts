import type { Command } from 'commander';
import { type AsOf, asOfParam, type CaseBook, PlainError } from '#contracts';
import { PgCaseBook, PgDecisionBook } from '#persistence';
import { archivedAbout } from './archive/archive-folder.js';
import { EXIT_NOT_REPLAYED, reportCaseDecisions, reportExplanation } from './explanation-report.js';
import type { Print, WithInstallation } from './register-command.js';

interface ExplainFlags {
  message?: string;
  case?: string;
  creditor?: string;
  at?: string;
  archive?: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A creditor has a number once, so these are creditors; more than anybody reads are not told. */
const MOST_TOLD = 20;

/** `dunlin explain --message <id>` or `--case <ref>`: why messages went out, wait or did not, and whether that still holds. */
export function registerExplain(program: Command, withInstallation: WithInstallation, print: Print): void {
  program
    .command('explain')
    .description('tell why a message went out, waits or did not; decide again from the recorded facts')
    .option('--message <id>', 'id of a message: all decisions about it')
    .option('--case <ref>', 'number of a case: the last decision about each of its messages')
    .option('--creditor <ref>', 'whose case it is, where two creditors have one of that number')
    .option(
      '--at <time>',
      'as of an instant (2026-03-02T08:00:00+01:00) or the end of a date; now when absent',
    )
    .option('--archive <folder>', 'with --message: tell the decisions that were archived there, too')
    .action(async (flags: ExplainFlags) => {
      const asked = askedOf(flags);
      process.exitCode = await withInstallation(async ({ db }) => {
        const decisions = new PgDecisionBook(db);
        if ('messageId' in asked) return explainMessage(decisions, asked, print);
        const caseId = await caseOf(new PgCaseBook(db), asked.caseRef, asked.creditor);
        const decided = caseId === null ? null : await decisions.decidedBy(caseId, asked.asOf);
        if (decided !== null) return reportCaseDecisions(decided, print);
        print(`There is no case ${asked.caseRef}${asked.creditor ? ` of ${asked.creditor}` : ''}.`);
        return EXIT_NOT_REPLAYED;
      });
    });
}

async function explainMessage(
  decisions: PgDecisionBook,
  { messageId, archive }: AskedMessage,
  print: Print,
): Promise<number> {
  if (archive === undefined) return reportExplanation(await decisions.explain(messageId), print);
  const archived = await archivedAbout(messageId, archive);
  const explanation = await decisions.explain(messageId, archived);
  print(
    `Decisions of it that are archived in ${archive}: ${archived.length}; verify-audit --archive proves them.`,
  );
  return reportExplanation(explanation && { ...explanation, archivedBefore: null }, print);
}

interface AskedMessage {
  messageId: string;
  /** Folder. */
  archive?: string;
}

type Asked = AskedMessage | { caseRef: string; creditor?: string; asOf?: AsOf };

/**
 * What is asked for, before anything is opened.
 * @throws PlainError when it is not one message or one case, or a time cannot be read
 */
export function askedOf({ message, case: caseRef, creditor, at, archive }: ExplainFlags): Asked {
  if ((message === undefined) === (caseRef === undefined))
    throw new PlainError('Name either a message, by --message <id>, or a case, by --case <number>.');
  if (message !== undefined) {
    if (at !== undefined || creditor !== undefined)
      throw new PlainError(
        '--at and --creditor go with --case; --message tells all decisions about one message.',
      );
    if (!UUID.test(message))
      throw new PlainError("--message takes the id of a message, such as 019b-… from a case's timeline.");
    return { messageId: message.toLowerCase(), archive };
  }
  if (archive !== undefined) throw new PlainError('--archive goes with --message.');
  const asOf = asOfParam.optional().safeParse(at);
  if (!asOf.success)
    throw new PlainError(
      `"${at}" is neither an instant nor a date; write one such as 2026-03-02T08:00:00+01:00 or 2026-03-02.`,
    );
  return { caseRef: caseRef ?? '', creditor, asOf: asOf.data };
}

/**
 * The id of a case; null when there is none.
 * @throws PlainError naming the creditors when several have a case of that number
 */
export async function caseOf(book: CaseBook, ref: string, creditor?: string): Promise<string | null> {
  const { items, next } = await book.list({ ref, creditor, limit: MOST_TOLD });
  if (items.length < 2) return items[0]?.id ?? null;
  const creditors = `${items.map((each) => each.creditor).join(', ')}${next === null ? '' : ' and more'}`;
  throw new PlainError(`Several creditors have a case ${ref}: ${creditors}. Name one with --creditor.`);
}
