import { channels, type SimulationReport } from '#domain';
import { amountOf } from './amounts.js';
import type { Difference } from './compare-reports.js';
import type { SimulationOutcome } from './run-simulation.js';
import { takenForGranted } from './taken-for-granted.js';

const UNLIKE_SHOWN = 10;

/** A simulation for a terminal. */
export function summaryLines(outcome: SimulationOutcome, compared: readonly Difference[] | null): string[] {
  const { report, read } = outcome;
  const { campaign, cases, contacts, cost, decisions, escalations, recoveries } = report;
  const unread = read.refusedRows === 0 ? '' : `; ${read.refusedRows} rows of the file were refused`;
  return [
    `${campaign.name} (${campaign.key}): ${report.days} days from ${report.byDay[0]?.date ?? report.from}, seed "${report.seed}".`,
    `Simulated debtors: ${report.behaviour}. No forecast of what real people do.`,
    '',
    ...(read.standIns.length === 0
      ? []
      : [
          `Portfolios that nobody described, taken under the campaign's own packs: ${read.standIns.join(', ')}.`,
          '',
        ]),
    ...takenForGranted(outcome).flatMap((sentence) => [sentence, '']),
    `Cases        ${cases.enrolled} of ${cases.given} enrolled, ${cases.persons} persons, ${cases.unverified} wait for data verification${unread}`,
    ...(cases.enrolled === 0 ? ['             No case fits the audience of the campaign.'] : []),
    `Contacts     ${contacts.counted}; at most ${contacts.mostInAWeek} of a person in a week`,
    ...channels.map(
      (channel) =>
        `  ${channel.padEnd(10)} ${pad(contacts.byChannel[channel])} sent, ${pad(contacts.delivered[channel])} arrived, ${amountOf(cost.byChannel[channel], cost.currency)}`,
    ),
    `Cost         ${amountOf(cost.total, cost.currency)}${perPaid(report)}`,
    `Policy       ${decisions.allowed} allowed`,
    ...counted(decisions.deferred).map(([rule, count]) => `  deferred   ${pad(count)} by ${rule}`),
    ...counted(decisions.refused).map(([reason, count]) => `  refused    ${pad(count)} ${reason}`),
    `Agents       ${escalations.total} escalations${desks(report)}`,
    ...counted(escalations.byReason).map(([reason, count]) => `             ${pad(count)} ${reason}`),
    ...handOffLines(outcome),
    ...counted(report.notices).map(
      ([reason, count]) => `Notices      ${pad(count)} to account managers: ${reason}`,
    ),
    `Debtors      ${listed(report.debtors)}`,
    `Recovered    ${amountOf(recoveries.paidMinor / 100, recoveries.currency)} of ${amountOf(recoveries.enrolledMinor / 100, recoveries.currency)} (${(recoveries.share * 100).toFixed(1)} %), ${recoveries.casesPaid} cases paid`,
    `Ended        ${listed(report.ended)}`,
    '',
    ...weekLines(report),
    ...violationLines(report),
    ...replayLines(report),
    ...(compared === null ? [] : ['', ...differenceLines(compared)]),
  ];
}

/** To whom cases went, and what is taken of those about which a lead decides. */
function handOffLines({ report: { handOffs, replay }, asksForApproval }: SimulationOutcome): string[] {
  const lines = counted(handOffs).map(([to, count]) => `Hand-offs    ${pad(count)} to ${to}`);
  if (lines.length === 0 || !asksForApproval) return lines;
  const unless = replay === undefined ? '' : ', where no decision is recorded';
  return [...lines, `             each that a lead decides about is taken to be approved in time${unless}`];
}

/** How it compares with what was recorded. */
function replayLines({ replay }: SimulationReport): string[] {
  if (replay === undefined) return [];
  const unlike = [
    ...replay.missing.map((contact) => ({ ...contact, what: 'recorded, not simulated' })),
    ...replay.added.map((contact) => ({ ...contact, what: 'simulated, not recorded' })),
  ];
  return [
    `Recorded     ${replay.alike} of ${replay.recorded} contacts are the same to the millisecond`,
    ...unlike
      .slice(0, UNLIKE_SHOWN)
      .map(
        ({ what, case: ref, step, channel, at }) =>
          `             ${what}: ${ref} ${step} by ${channel} at ${at}`,
      ),
    ...(unlike.length > UNLIKE_SHOWN ? [`             and ${unlike.length - UNLIKE_SHOWN} more`] : []),
  ];
}

function pad(count: number): string {
  return String(count).padStart(7);
}

function perPaid({ cost, recoveries }: SimulationReport): string {
  if (recoveries.paidMinor === 0 || recoveries.currency !== cost.currency) return '';
  return `, ${((cost.total / recoveries.paidMinor) * 10_000).toFixed(2)} for each 100 that came in`;
}

interface Counts {
  toJSON(): Record<string, number>;
}

/** A tally as it is written down: in the order of its names. */
function counted(tally: Counts): [string, number][] {
  return Object.entries(tally.toJSON());
}

function listed(tally: Counts): string {
  return (
    counted(tally)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ') || 'none'
  );
}

function desks({ escalations: { mostOpen, capacity, daysOverCapacity } }: SimulationReport): string {
  if (mostOpen === null) return '';
  const most = `, most at once ${mostOpen.count} on ${mostOpen.date}`;
  if (capacity === null) return most;
  const over = daysOverCapacity === 0 ? '' : `, more than that on ${daysOverCapacity} days`;
  return `${most}; the agents can have ${capacity}${over}`;
}

/** Contacts by week, as bars. */
function weekLines({ byDay }: SimulationReport): string[] {
  const weeks: { from: string; contacts: number }[] = [];
  byDay.forEach(({ date, contacts }, index) => {
    const sum = channels.reduce((total, channel) => total + contacts[channel], 0);
    const week = weeks[Math.floor(index / 7)];
    if (week === undefined) weeks.push({ from: date, contacts: sum });
    else week.contacts += sum;
  });
  const most = Math.max(1, ...weeks.map(({ contacts }) => contacts));
  return [
    'Messages by week',
    ...weeks.map(
      ({ from, contacts }) => `  ${from} ${pad(contacts)} ${'█'.repeat(Math.round((contacts / most) * 40))}`,
    ),
  ];
}

function violationLines({ violations: { count, first } }: SimulationReport): string[] {
  if (count === 0)
    return [
      '',
      'No violations: looked at again, every contact keeps hours, caps, holds, opt-outs and rests after calls.',
    ];
  return [
    '',
    `${count} VIOLATIONS:`,
    ...first.map(
      ({ at, ref, stepKey, rule, detail }) =>
        `  ${new Date(at).toISOString()} ${ref} ${stepKey}: ${rule}, ${detail}`,
    ),
  ];
}

function differenceLines(compared: readonly Difference[]): string[] {
  if (compared.length === 0) return ['The other campaign comes to the same figures.'];
  const wide = Math.max(...compared.map(({ figure }) => figure.length));
  const head = `${'Beside the other campaign'.padEnd(wide)} ${'this'.padStart(12)} ${'other'.padStart(12)} ${'change'.padStart(12)}`;
  return [
    head,
    ...compared.map(
      (each) =>
        `${each.figure.padEnd(wide)} ${String(each.this).padStart(12)} ${String(each.other).padStart(12)} ${signed(each.change).padStart(12)}`,
    ),
  ];
}

function signed(change: number): string {
  return change > 0 ? `+${change}` : String(change);
}
