import type { AgentDesk, WaitReason, WaitingWork } from './work-and-desks.js';

/** By what of a piece of work its agents are chosen. */
export type Fit = Pick<WaitingWork, 'queue' | 'kind' | 'language' | 'skills' | 'forLead' | 'notTo' | 'dueAt'>;

export interface Fitting<Desk extends AgentDesk> {
  /** May have it, room or not. */
  readonly agents: readonly Desk[];
  readonly notes: readonly string[];
}

/**
 * The agents whom a piece of work fits, whether they have room or not; or what is missing. Queue, kind and skills must
 * fit. So must the language, unless nobody of those who would be at work before it is due speaks it: then it goes to
 * the others, with a note, since a debtor who is answered in another language is answered.
 */
export function fittingAgents<Desk extends AgentDesk>(
  work: Fit,
  agents: readonly Desk[],
): Fitting<Desk> | WaitReason {
  let left = agents.filter(({ queues }) => queues.includes(work.queue));
  const conditions: readonly [WaitReason, (agent: Desk) => boolean][] = [
    ['queue-unserved', () => true],
    ['kind-unserved', ({ kinds }) => kinds.length === 0 || kinds.includes(work.kind)],
    ['skill-missing', ({ skills }) => work.skills.every((skill) => skills.includes(skill))],
    ['lead-missing', ({ lead }) => lead || !work.forLead],
    // A lead is the last resort, and gets it also after having let it lapse before.
    ['nobody-else', ({ id }) => id !== work.notTo || work.forLead],
    ['nobody-at-work', ({ worksFrom }) => worksFrom < work.dueAt],
  ];
  for (const [missing, fits] of conditions) {
    left = left.filter(fits);
    if (left.length === 0) return missing;
  }
  const speakers = left.filter(
    ({ languages }) => languages.length === 0 || languages.includes(work.language),
  );
  return speakers.length > 0
    ? { agents: speakers, notes: [] }
    : { agents: left, notes: ['language-not-spoken'] };
}
