import type { Command } from 'commander';
import { type AgentView, agentProfile } from '#contracts';
import { PgAgentRoster } from '#persistence';
import type { Print, WithInstallation } from './register-command.js';
import { columnLines } from './column-lines.js';

interface AddFlags {
  name: string;
  email?: string;
  queue?: string[];
  capacity?: string;
}

const EXIT_ADDED = 0;
const EXIT_REFUSED = 1;

/** `dunlin agents add|list`: the people who take escalations. */
export function registerAgents(program: Command, withInstallation: WithInstallation, print: Print): void {
  const agents = program.command('agents').description('the people who take escalations');
  agents
    .command('list')
    .description('list agents with what is on their desks')
    .action(async () => {
      await withInstallation(async ({ db }) => printAgents(await new PgAgentRoster(db).list(), print));
    });
  agents
    .command('add')
    .description('add an agent')
    .argument('<ref>', 'by which the agent signs calls, such as anna')
    .requiredOption('--name <name>', 'full name')
    .option('--email <address>')
    .option('--queue <queue...>', 'queues whose escalations the agent takes (default: collections)')
    .option('--capacity <count>', 'escalations on the desk at once (default: 40)')
    .action(async (ref: string, flags: AddFlags) => {
      process.exitCode = await withInstallation(({ db }) =>
        addAgent(new PgAgentRoster(db), ref, flags, print),
      );
    });
}

/** Adds the agent, or says what is wrong; gives the exit code. */
async function addAgent(roster: PgAgentRoster, ref: string, flags: AddFlags, print: Print): Promise<number> {
  const { name, email, queue: queues, capacity } = flags;
  const profile = agentProfile.safeParse({
    ref,
    name,
    email,
    queues,
    capacity: capacity === undefined ? undefined : Number(capacity),
  });
  if (!profile.success) {
    for (const issue of profile.error.issues) print(`${issue.path.join('.')}: ${issue.message}`);
    return EXIT_REFUSED;
  }
  const added = await roster.add(profile.data, 'command-line');
  if (added === null) {
    print(`There is an agent ${ref} already.`);
    return EXIT_REFUSED;
  }
  print(`Added ${added.ref}; calls of this agent carry "X-Dunlin-Agent: ${added.ref}".`);
  return EXIT_ADDED;
}

function printAgents(agents: AgentView[], print: Print): void {
  if (agents.length === 0) {
    print('There are no agents yet; add one with: dunlin agents add <ref> --name <name>');
    return;
  }
  const rows = agents.map(({ ref, name, queues, open, capacity, active }) => [
    ref,
    name,
    queues.join(', '),
    `${open} of ${capacity}`,
    active ? '' : 'not active',
  ]);
  for (const line of columnLines([['agent', 'name', 'queues', 'on the desk', ''], ...rows])) print(line);
}
