import { type Channel, channels, type SimulationReport } from '#domain';

/** One figure of two campaigns. */
export interface Difference {
  readonly figure: string;
  readonly this: number;
  readonly other: number;
  readonly change: number;
}

/** The figures in which two simulations differ, the first beside the second. */
export function compareReports(one: SimulationReport, other: SimulationReport): readonly Difference[] {
  const mine = figuresOf(one);
  const theirs = figuresOf(other);
  const names = [...new Set([...mine.keys(), ...theirs.keys()])];
  return names.flatMap((figure) => {
    const here = mine.get(figure) ?? 0;
    const there = theirs.get(figure) ?? 0;
    if (here === there) return [];
    return [{ figure, this: here, other: there, change: Math.round((here - there) * 10_000) / 10_000 }];
  });
}

function figuresOf(report: SimulationReport): Map<string, number> {
  const { contacts, cost, decisions, escalations, recoveries, cases, violations } = report;
  const byChannel = (name: string, counts: Readonly<Record<Channel, number>>): [string, number][] =>
    channels.map((channel) => [`${name}, ${channel}`, counts[channel]]);
  const tally = (name: string, counts: object): [string, number][] =>
    Object.entries(JSON.parse(JSON.stringify(counts)) as Record<string, number>).map(([key, count]) => [
      `${name}, ${key}`,
      count,
    ]);
  return new Map([
    ['cases enrolled', cases.enrolled],
    ['contacts', contacts.counted],
    ...byChannel('messages', contacts.byChannel),
    ['most contacts of a person in a week', contacts.mostInAWeek],
    ['cost', cost.total],
    ...tally('deferred by', decisions.deferred),
    ...tally('refused', decisions.refused),
    ['escalations', escalations.total],
    ...tally('escalations to', escalations.byQueue),
    ...tally('hand-offs to', report.handOffs),
    ...tally('notices about', report.notices),
    ['paid', recoveries.paidMinor / 100],
    ['cases paid', recoveries.casesPaid],
    ['violations', violations.count],
  ]);
}
