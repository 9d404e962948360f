import type { Command } from 'commander';
import { z } from 'zod';
import { type Desk, passEscalation, returnEscalation } from '#casework';
import type { EscalationView, HandOutView } from '#contracts';
import { PgEscalationBook } from '#persistence';
import { columnLines } from './column-lines.js';
import type { Print, WithInstallation } from './register-command.js';

interface ListFlags {
  all?: boolean;
  queue?: string;
  agent?: string;
  overdue?: boolean;
  skill?: string;
  wentFrom?: string;
}

const PAGE = 500;
const REFUSED = 1;

/** `dunlin escalations list|why|pass|return`: what waits for agents, who has it, and why. */
export function registerEscalations(
  program: Command,
  withInstallation: WithInstallation,
  print: Print,
): void {
  const escalations = program.command('escalations').description('work for human agents');
  escalations
    .command('list')
    .description('list open escalations, the most urgent first')
    .option('--all', 'those resolved, too')
    .option('--queue <queue>', 'of one queue')
    .option('--agent <ref>', 'of one agent')
    .option('--overdue', 'past their due time')
    .option('--skill <label>', 'that ask for a label')
    .option('--went-from <ref>', 'that went from the desk of one agent to others')
    .action(async ({ all, ...filters }: ListFlags) => {
      await withInstallation(async ({ db }) => {
        const book = new PgEscalationBook(db);
        const query = { ...filters, status: all === true ? 'all' : 'open', limit: PAGE } as const;
        printEscalations(await readAll(book, query), print);
      });
    });
  escalations
    .command('why')
    .description('tell on whose desks an escalation was, and why')
    .argument('<id>')
    .action((id: string) =>
      withInstallation(async ({ db }) => printWhy(new PgEscalationBook(db), id, print)),
    );
  escalations
    .command('pass')
    .description('pass an escalation to an agent')
    .argument('<id>')
    .requiredOption('--to <ref>', 'who gets it')
    .requiredOption('--reason <code>', 'such as knows-the-debtor')
    .action((id: string, { to, reason }: { to: string; reason: string }) =>
      withInstallation(({ desk }) => pass(desk, { id, to, reason }, print)),
    );
  escalations
    .command('return')
    .description('take an escalation off its agent’s desk, back to its queue')
    .argument('<id>')
    .requiredOption('--agent <ref>', 'who has it')
    .requiredOption('--reason <code>', 'such as ill')
    .action((id: string, { agent, reason }: { agent: string; reason: string }) =>
      withInstallation(async ({ desk }) => {
        if (!isId(id)) return say('notFound', '', print);
        const { kind } = await returnEscalation(desk, { escalationId: id, agentRef: agent, reason });
        say(kind, `It is back in its queue.`, print);
      }),
    );
}

const isId = (text: string): boolean => z.uuid().safeParse(text).success;

async function pass(
  desk: Desk,
  { id, to, reason }: { id: string; to: string; reason: string },
  print: Print,
): Promise<void> {
  if (!isId(id)) return say('notFound', '', print);
  const command = { escalationId: id, to, reason, by: null, actor: 'command-line' };
  const result = await passEscalation(desk, command);
  say(result.kind === 'invalid' ? result.reason : result.kind, `It is on the desk of ${to}.`, print);
}

const REFUSALS: Readonly<Record<string, string>> = {
  notFound: 'There is no such escalation.',
  unknownAgent: 'No active agent has this reference.',
  'no-such-colleague': 'No active agent has this reference.',
  notYours: 'It is not on the desk of this agent.',
  resolved: 'It is resolved already.',
  'reason-not-a-code': 'A reason is 2 to 40 lower-case letters, digits and dashes, such as knows-the-debtor.',
};

function say(kind: string, done: string, print: Print): void {
  if (kind === 'ok' || kind === 'alreadyDone') return print(done);
  print(REFUSALS[kind] ?? REFUSALS['reason-not-a-code'] ?? kind);
  process.exitCode = REFUSED;
}

async function readAll(
  book: PgEscalationBook,
  query: Parameters<PgEscalationBook['list']>[0],
): Promise<EscalationView[]> {
  const found: EscalationView[] = [];
  let after: string | undefined;
  do {
    const page = await book.list({ ...query, after });
    found.push(...page.items);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return found;
}

/** Ids, codes and times: enough to pick one up, and no debtor's name on a screen or in a shell's log. */
function printEscalations(escalations: EscalationView[], print: Print): void {
  if (escalations.length === 0) {
    print('No escalations.');
    return;
  }
  const rows = escalations.map((each) => [
    each.id,
    String(each.priority),
    each.status,
    each.queue,
    each.reason,
    each.case.ref,
    each.agent ?? each.waitsFor ?? '',
    each.dueAt === null ? '' : `${each.dueAt.slice(0, 16)}Z${each.overdue ? ' overdue' : ''}`,
    each.passings === 0 ? '' : `passed on ${each.passings}×`,
  ]);
  const head = ['escalation', 'priority', 'status', 'queue', 'reason', 'case', 'agent', 'due', ''];
  for (const line of columnLines([head, ...rows])) print(line);
}

async function printWhy(book: PgEscalationBook, id: string, print: Print): Promise<void> {
  const escalation = isId(id) ? await book.read(id) : null;
  if (escalation === null) return say('notFound', '', print);
  printEscalations([escalation], print);
  for (const stay of await book.handOuts(id)) {
    const end = stay.ended === null ? 'has it' : `${stay.ended} at ${stay.endedAt?.slice(0, 16)}Z`;
    print(`${stay.at.slice(0, 16)}Z  ${stay.agent}  ${stay.how}, ${end}  ${inWords(stay.why)}`);
  }
}

/** The figures that decided, or who did. */
function inWords(why: HandOutView['why']): string {
  const { by, reason, place, of, priority, expectedMinor, currency, standing, candidates, notes } = why;
  if (by !== undefined)
    return reason === undefined ? `by ${String(by)}` : `by ${String(by)}: ${String(reason)}`;
  const remarks = Array.isArray(notes) && notes.length > 0 ? `; ${notes.join(', ')}` : '';
  return (
    `place ${String(place)} of ${String(of)}: priority ${String(priority)}, ${String(expectedMinor)} minor units of ` +
    `${String(currency)} expected (${String(standing)} of 1000), ${String(candidates)} agents could have it${remarks}`
  );
}
