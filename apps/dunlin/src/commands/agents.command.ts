import type { Command } from 'commander';
import type { z } from 'zod';
import { agentChange, agentProfile, type AgentView, USUAL_CAPACITY } from '#contracts';
import { absenceSchema, weekdays } from '#domain';
import { PgAgentRoster } from '#persistence';
import { columnLines } from './column-lines.js';
import type { Print, WithInstallation } from './register-command.js';

interface ProfileFlags {
  name?: string;
  email?: string | false;
  queue?: string[];
  language?: string[];
  kind?: string[];
  skill?: string[];
  zone?: string;
  country?: string;
  hours?: string[];
  capacity?: string;
  dailyLimit?: string | false;
  lead?: boolean;
  active?: boolean;
}

const ACTOR = 'command-line';
const DONE = 0;
const REFUSED = 1;

/** `dunlin agents add|list|change|absent|back`: the people who take escalations. */
export function registerAgents(program: Command, withInstallation: WithInstallation, print: Print): void {
  const agents = program.command('agents').description('the people who take escalations');
  const onRoster = (work: (roster: PgAgentRoster) => Promise<number>): Promise<void> =>
    withInstallation(({ db }) => work(new PgAgentRoster(db))).then((code) => {
      process.exitCode = code;
    });
  agents
    .command('list')
    .description('list agents with what is on their desks')
    .action(async () => {
      await withInstallation(async ({ db }) => printAgents(await new PgAgentRoster(db).list(), print));
    });
  withProfile(agents.command('add').description('add an agent'))
    .argument('<ref>', 'by which the agent signs calls, such as anna')
    .requiredOption('--name <name>', 'full name')
    .action((ref: string, flags: ProfileFlags) => onRoster((roster) => addAgent(roster, ref, flags, print)));
  withProfile(agents.command('change').description('change what is named of an agent; the rest stays'))
    .argument('<ref>')
    .option('--name <name>', 'full name')
    .option('--no-email', 'no mail of the day')
    .option('--no-daily-limit', 'no limit but the capacity')
    .option('--no-lead', 'a lead no longer')
    .option('--active', 'takes escalations')
    .option('--no-active', 'takes none; what is not claimed goes to others')
    .action((ref: string, flags: ProfileFlags) =>
      onRoster((roster) => changeAgent(roster, ref, flags, print)),
    );
  agents
    .command('absent')
    .description('add days on which an agent is away, both included')
    .argument('<ref>')
    .requiredOption('--from <date>', 'first day, as 2026-12-21')
    .requiredOption('--to <date>', 'last day')
    .action((ref: string, flags: object) =>
      onRoster(async (roster) => {
        const absence = read(absenceSchema, flags, print);
        return absence === null ? REFUSED : told(await roster.addAbsence(ref, absence, ACTOR), ref, print);
      }),
    );
  agents
    .command('back')
    .description('take back the days away that begin on a date')
    .argument('<ref>')
    .requiredOption('--from <date>', 'first day, as 2026-12-21')
    .action((ref: string, { from }: { from: string }) =>
      onRoster(async (roster) => told(await roster.removeAbsence(ref, from, ACTOR), ref, print)),
    );
}

function withProfile(command: Command): Command {
  return command
    .option('--email <address>', 'where the mail of the day goes')
    .option('--queue <queue...>', 'queues whose escalations the agent takes (default: collections)')
    .option('--language <language...>', 'pl, en, uk: of debtors spoken to (default: any)')
    .option('--kind <kind...>', 'consumer, business (default: both)')
    .option('--skill <label...>', 'labels that a campaign may ask for')
    .option('--zone <zone>', "IANA zone of the hours (default: the first creditor's)")
    .option('--country <code>', "whose public holidays are free (default: the first creditor's)")
    .option('--hours <day=hours...>', 'such as mon=08:00-16:00 fri=off (default: office hours)')
    .option('--capacity <count>', `escalations on the desk at once (default: ${USUAL_CAPACITY})`)
    .option('--daily-limit <count>', 'new escalations a day (default: no limit)')
    .option('--lead', 'gets what was passed on too often');
}

/** Adds the agent, or says what is wrong; gives the exit code. */
async function addAgent(
  roster: PgAgentRoster,
  ref: string,
  flags: ProfileFlags,
  print: Print,
): Promise<number> {
  const profile = read(agentProfile, { ref, ...partsOf(flags, false) }, print);
  if (profile === null) return REFUSED;
  const added = await roster.add(profile, ACTOR);
  if (added === null) {
    print(`There is an agent ${ref} already; change one with: dunlin agents change ${ref}`);
    return REFUSED;
  }
  print(`Added ${added.ref}; calls of this agent carry "X-Dunlin-Agent: ${added.ref}".`);
  return DONE;
}

async function changeAgent(
  roster: PgAgentRoster,
  ref: string,
  flags: ProfileFlags,
  print: Print,
): Promise<number> {
  const change = read(agentChange, partsOf(flags, true), print);
  if (change === null) return REFUSED;
  return told(await roster.change(ref, change, ACTOR), ref, print);
}

/** The parts that were named, and no others. */
function partsOf(flags: ProfileFlags, mayFree: boolean): Record<string, unknown> {
  const { email, queue: queues, language: languages, kind: kinds, skill: skills, hours, ...rest } = flags;
  const { capacity, dailyLimit, ...plain } = rest;
  const number = (text: string | undefined): number | undefined =>
    text === undefined ? undefined : Number(text);
  return {
    ...plain,
    ...{ queues, languages, kinds, skills, capacity: number(capacity) },
    email: email === false ? null : email,
    dailyLimit: dailyLimit === false ? null : number(dailyLimit),
    hours: hours === undefined ? undefined : hoursOf(hours, mayFree),
  };
}

/** `mon=08:00-16:00 fri=off`; what is no such text is left to the schema to refuse. */
function hoursOf(all: readonly string[], mayFree: boolean): Record<string, string | null> {
  const entries = all.map((text): [string, string | null] => {
    const [day = '', hours = ''] = text.split('=');
    return [day, hours === 'off' ? null : hours];
  });
  return Object.fromEntries(entries.filter(([, hours]) => mayFree || hours !== null));
}

function read<T>(schema: z.ZodType<T>, input: unknown, print: Print): T | null {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  for (const { path, message } of result.error.issues) print(`${path.join('.') || 'agent'}: ${message}`);
  return null;
}

function told(agent: AgentView | null, ref: string, print: Print): number {
  if (agent === null) {
    print(`There is no agent ${ref}.`);
    return REFUSED;
  }
  printAgents([agent], print);
  return DONE;
}

function printAgents(agents: AgentView[], print: Print): void {
  if (agents.length === 0) {
    print('There are no agents yet; add one with: dunlin agents add <ref> --name <name>');
    return;
  }
  const rows = agents.map((agent) => [
    agent.ref,
    agent.name,
    agent.queues.join(', '),
    [...agent.languages, ...agent.kinds, ...agent.skills].join(', '),
    hoursInWords(agent),
    `${agent.open} of ${agent.capacity}${agent.overdue > 0 ? `, ${agent.overdue} overdue` : ''}`,
    `${agent.newToday}${agent.dailyLimit === null ? '' : ` of ${agent.dailyLimit}`}`,
    [
      ...(agent.active ? [] : ['not active']),
      ...(agent.lead ? ['lead'] : []),
      ...agent.absences.map(({ from, to }) => `away ${from} to ${to}`),
    ].join(', '),
  ]);
  const head = ['agent', 'name', 'queues', 'skills', 'hours', 'on the desk', 'new today', ''];
  for (const line of columnLines([head, ...rows])) print(line);
}

/** `mon–fri 08:00-17:00 Europe/Warsaw`, or day by day where days differ. */
function hoursInWords({ hours, zone }: AgentView): string {
  const week = [...weekdays.slice(1), weekdays[0]].filter((day) => hours[day] !== undefined);
  if (week.length === 0) return 'none';
  const spans = new Set(week.map((day) => hours[day]));
  const words =
    spans.size === 1
      ? `${week.join(' ')} ${[...spans].join('')}`
      : week.map((day) => `${day} ${hours[day]}`).join(', ');
  return `${words} ${zone}`;
}
