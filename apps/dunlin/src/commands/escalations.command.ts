import type { Command } from 'commander';
import type { EscalationView } from '#contracts';
import { PgEscalationBook } from '#persistence';
import { columnLines } from './column-lines.js';
import type { Print, WithInstallation } from './register-command.js';

interface ListFlags {
  all?: boolean;
  queue?: string;
  agent?: string;
}

const PAGE = 500;

/** `dunlin escalations list`: what waits for agents, the most urgent first. */
export function registerEscalations(
  program: Command,
  withInstallation: WithInstallation,
  print: Print,
): void {
  program
    .command('escalations')
    .description('work for human agents')
    .command('list')
    .description('list open escalations, the most urgent first')
    .option('--all', 'those resolved, too')
    .option('--queue <queue>', 'of one queue')
    .option('--agent <ref>', 'of one agent')
    .action(async ({ all, queue, agent }: ListFlags) => {
      await withInstallation(async ({ db }) => {
        const book = new PgEscalationBook(db);
        const query = { status: all === true ? 'all' : 'open', queue, agent, limit: PAGE } as const;
        printEscalations(await readAll(book, query), print);
      });
    });
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
    each.agent ?? '',
    each.dueAt === null ? '' : `${each.dueAt.slice(0, 16)}Z${each.overdue ? ' overdue' : ''}`,
  ]);
  const head = ['escalation', 'priority', 'status', 'queue', 'reason', 'case', 'agent', 'due'];
  for (const line of columnLines([head, ...rows])) print(line);
}
