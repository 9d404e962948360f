import { type Fit, fittingAgents } from './fitting-agents.js';
import { roomOf } from './room.js';
import type { AgentDesk, WaitingWork } from './work-and-desks.js';

type Alike = Pick<WaitingWork, 'queue' | 'kind' | 'language' | 'skills' | 'forLead'>;

/**
 * The line in which work waits: what is alike to agents waits in one. There are a few dozen lines however much waits,
 * so that whoever is free finds what is for them at the head of a line.
 */
export function lineOf({ queue, kind, language, skills, forLead }: Alike): string {
  return JSON.stringify([queue, kind, language, [...skills].sort(), forLead]);
}

/** What is alike about the work of a line. */
export function workOfLine(line: string): Alike {
  const [queue, kind, language, skills, forLead] = JSON.parse(line) as [
    string,
    string,
    string,
    string[],
    boolean,
  ];
  return { queue, kind, language, skills, forLead };
}

/** Whether what waits there is for a lead alone, who gets it also after having let it lapse. */
export function isLeadLine(line: string): boolean {
  return workOfLine(line).forLead;
}

/**
 * Who is at work, has room and may get some of this line. Never leaves out anybody to whom a piece of it fits; it may
 * name somebody to whom none does, since when each is due and who had it before are not the line's.
 * @param at business instant, epoch ms
 */
export function freeFor<Desk extends AgentDesk>(line: string, agents: readonly Desk[], at: number): Desk[] {
  const work = { ...workOfLine(line), notTo: null, dueAt: Infinity };
  // Who speaks the language and is at work now is at work before anything is due: then it is for speakers alone.
  const atWork = agents.filter(({ worksFrom }) => worksFrom <= at);
  const fitting = fitted(work, atWork);
  const [sole] = fitting;
  // What one alone could have may have gone from their desk: then it is for those who do not speak it.
  const others =
    fitting.length === 1 && !work.forLead
      ? fitted(
          work,
          atWork.filter((agent) => agent !== sole),
        )
      : [];
  return [...fitting, ...others].filter((agent) => roomOf(agent) > 0);
}

function fitted<Desk extends AgentDesk>(work: Fit, agents: readonly Desk[]): readonly Desk[] {
  const fitting = fittingAgents(work, agents);
  return typeof fitting === 'string' ? [] : fitting.agents;
}
