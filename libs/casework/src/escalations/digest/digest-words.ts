import type { DigestContent, DigestLine } from '#contracts';

/** All that agents read in their mail of the day, in one place. */
export const DIGEST_WORDS = {
  subject: (counts: string): string => `Your escalations: ${counts}`,
  greeting: (name: string): string => `Good morning, ${name}.`,
  onDesk: (count: number): string => `On your desk: ${count}.`,
  sections: {
    overdue: { title: 'Overdue on your desk', count: (n: number): string => `${n} overdue` },
    dueToday: { title: 'Due today', count: (n: number): string => `${n} due today` },
    fresh: { title: 'New', count: (n: number): string => `${n} new` },
    gone: { title: 'Went from your desk to others', count: (n: number): string => `${n} passed on` },
    unclaimed: {
      title: 'Overdue in your queues, on nobody’s desk',
      count: (n: number): string => `${n} overdue with nobody`,
    },
  },
  ended: {
    lapsed: 'nobody had claimed it in time',
    away: 'you are away until after it is due',
    inactive: 'you were not active',
    'handed-on': 'it was passed to a colleague',
    'claimed-by-other': 'a colleague claimed it',
  } as Readonly<Record<string, string>>,
  priority: ['', 'urgent', 'high', 'normal', 'low', 'lowest'],
  due: (when: string): string => `due ${when}`,
  more: (n: number): string => `… and ${n} more`,
  find: 'Look each one up in Dunlin by its case number.',
  foot: 'Sent by Dunlin once on each of your working days. Answer in Dunlin, not to this mail.',
} as const;

export const digestSections = ['overdue', 'dueToday', 'fresh', 'gone', 'unclaimed'] as const;
export type DigestSection = (typeof digestSections)[number];

/** How many of a section are told one by one; the rest are counted. */
export const TOLD_ONE_BY_ONE = 30;

/** Whether there is anything that an agent should hear. */
export function hasNews(content: DigestContent): boolean {
  return digestSections.some((section) => content[section].length > 0);
}

/** One line about one escalation: its case's number, queue, reason, priority and time. Nothing else of the debtor. */
export function lineOf(line: DigestLine & { ended?: string }, localTime: (at: number) => string): string {
  const { ended, due, priority } = DIGEST_WORDS;
  const parts = [line.caseRef, line.queue, line.reason, priority[line.priority] ?? String(line.priority)];
  if (line.dueAt !== null) parts.push(due(localTime(line.dueAt)));
  if (line.ended !== undefined) parts.push(ended[line.ended] ?? line.ended);
  return parts.join(' · ');
}
