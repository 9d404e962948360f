import { channels, type SimulationReport } from '#domain';
import { amountOf, countOf } from './amounts.js';
import { escape, type Series, stackedBars } from './charts.js';
import { compareReports, type Difference } from './compare-reports.js';
import type { SimulationOutcome } from './run-simulation.js';
import { takenForGranted } from './taken-for-granted.js';

/** Apart for people who see colours in other ways, too. */
const COLOURS = { sms: '#0b6e8a', email: '#e08e2b', rcs: '#5a4fa3', voice: '#b23a48' } as const;
const NEUTRAL = '#57708a';

/** A report that is one file: charts, tables, nothing loaded from elsewhere. */
export function htmlReport(one: SimulationOutcome, other: SimulationOutcome | null): string {
  const { report } = one;
  const title = `${report.campaign.name}: simulation of ${report.days} days`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escape(report.campaign.name)}</h1>
<p class="about">${report.days} days from ${firstDay(report)}, seed “${escape(report.seed)}”. ${report.campaign.steps} steps, version ${report.campaign.version} of <code>${escape(report.campaign.key)}</code>.</p>
<p class="notice">Debtors are simulated (“${escape(report.behaviour)}”): it shows what the campaign does, and is no forecast of what real people do. Agents are taken to answer each escalation when its time is over.</p>
${takenForGranted(one).map(notice).join('\n')}
${figures(report)}
${violations(report)}
${section('Messages by day', legend() + messagesByDay(report))}
${section('Messages by hour of the day', legend() + messagesByHour(report))}
${section('Steps', steps(report))}
${section('What policy put off and refused', policy(report))}
${section('Escalations that agents have', escalations(report))}
${section('Hand-offs, and mails to account managers', told(report))}
${section('Money that came in, by day', money(report))}
${other === null ? '' : section(`Beside ${escape(other.report.campaign.name)}`, differences(compareReports(report, other.report)))}
</main>
</body>
</html>
`;
}

function notice(sentence: string): string {
  return `<p class="notice">${escape(sentence)}</p>`;
}

function section(head: string, body: string): string {
  return `<section><h2>${head}</h2>${body}</section>`;
}

function firstDay({ byDay, from }: SimulationReport): string {
  return byDay[0]?.date ?? from.slice(0, 10);
}

function figures({ cases, contacts, cost, escalations, recoveries }: SimulationReport): string {
  const tiles: [string, string][] = [
    ['cases enrolled', `${countOf(cases.enrolled)} of ${countOf(cases.given)}`],
    ['contacts', countOf(contacts.counted)],
    ['most of a person in a week', String(contacts.mostInAWeek)],
    ['cost', amountOf(cost.total, cost.currency)],
    ['escalations', countOf(escalations.total)],
    [
      `paid (${(recoveries.share * 100).toFixed(1)} %)`,
      amountOf(recoveries.paidMinor / 100, recoveries.currency),
    ],
  ];
  return `<dl class="tiles">${tiles.map(([name, value]) => `<div><dt>${name}</dt><dd>${escape(value)}</dd></div>`).join('')}</dl>`;
}

function violations({ violations: { count, first } }: SimulationReport): string {
  if (count === 0)
    return '<p class="good">No violations: looked at again, every contact keeps hours, caps, holds, opt-outs and rests after calls.</p>';
  const rows = first.map(({ at, ref, stepKey, rule, detail }) => [
    new Date(at).toISOString(),
    ref,
    stepKey,
    rule,
    detail,
  ]);
  return `<div class="bad"><p>${count} violations.</p>${table(['instant', 'case', 'step', 'rule', 'what'], rows)}</div>`;
}

function legend(): string {
  return `<p class="legend">${channels.map((channel) => `<span><i style="background:${COLOURS[channel]}"></i>${channel}</span>`).join('')}</p>`;
}

function messagesByDay({ byDay }: SimulationReport): string {
  const series = channels.map((channel): Series => ({
    name: channel,
    colour: COLOURS[channel],
    values: byDay.map(({ contacts }) => contacts[channel]),
  }));
  return stackedBars(
    'Messages by day and channel',
    byDay.map(({ date }) => date.slice(5)),
    series,
  );
}

function messagesByHour({ contacts: { byHour } }: SimulationReport): string {
  const labels = byHour.map((_, hour) => `${String(hour).padStart(2, '0')}:00`);
  const series = channels.map((channel): Series => ({
    name: channel,
    colour: COLOURS[channel],
    values: byHour.map((contacts) => contacts[channel]),
  }));
  return stackedBars('Messages by hour of the day', labels, series);
}

function steps({ contacts: { byStep } }: SimulationReport): string {
  return table(
    ['step', ...channels, 'skipped', 'nobody reached'],
    byStep.map(({ step, contacts, skipped, unreached }) => [
      step,
      ...channels.map((channel) => contacts[channel]),
      skipped,
      unreached,
    ]),
  );
}

function policy({ decisions: { allowed, deferred, refused } }: SimulationReport): string {
  return table(
    ['', 'rule or reason', 'decisions'],
    [
      ['allowed', '', allowed],
      ...Object.entries(deferred.toJSON()).map(([rule, count]) => ['deferred', rule, count]),
      ...Object.entries(refused.toJSON()).map(([reason, count]) => ['refused', reason, count]),
    ],
  );
}

function escalations({ byDay, escalations: { capacity, byReason, mostOpen } }: SimulationReport): string {
  const values = byDay.map(({ openEscalations }) => openEscalations);
  const chart = stackedBars(
    'Escalations open at the end of each day',
    byDay.map(({ date }) => date.slice(5)),
    [{ name: 'open', colour: NEUTRAL, values }],
    capacity ?? undefined,
  );
  const most = mostOpen === null ? 'None.' : `Most at once: ${mostOpen.count} on ${mostOpen.date}.`;
  const can = capacity === null ? '' : ` The agents can have ${capacity} (line).`;
  return `<p>${most}${can}</p>${chart}${table(['reason', 'escalations'], Object.entries(byReason.toJSON()))}`;
}

function told({ handOffs, notices }: SimulationReport): string {
  const to = Object.entries(handOffs.toJSON());
  const about = Object.entries(notices.toJSON());
  if (to.length + about.length === 0) return '<p>None.</p>';
  const note = '<p>Who is asked is taken to approve, just before their time is over.</p>';
  return `${note}${table(['handed to', 'cases'], to)}${table(['account managers told of', 'mails'], about)}`;
}

function money({ byDay, recoveries }: SimulationReport): string {
  const values = byDay.map(({ paidMinor }) => paidMinor / 100);
  const colour = '#2f7d4f';
  return stackedBars(
    `Money that came in by day, ${recoveries.currency}`,
    byDay.map(({ date }) => date.slice(5)),
    [{ name: 'paid', colour, values }],
  );
}

function differences(rows: readonly Difference[]): string {
  if (rows.length === 0) return '<p>Both come to the same figures.</p>';
  return table(
    ['figure', 'this', 'other', 'change'],
    rows.map(({ figure, this: here, other, change }) => [figure, here, other, change]),
  );
}

function table(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number): string =>
    typeof value === 'number' ? `<td class="number">${value}</td>` : `<td>${escape(value)}</td>`;
  return `<div class="wide"><table><thead><tr>${heads.map((head, index) => `<th${typeof rows[0]?.[index] === 'number' ? ' class="number"' : ''}>${escape(head)}</th>`).join('')}</tr></thead><tbody>${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')}</tbody></table></div>`;
}

const STYLE = `
:root { color-scheme: light; --ink: #1d2733; --soft: #5b6b7b; --line: #dde3ea; }
body { margin: 0; background: #f4f6f8; color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { margin: 0; font-size: 1.7rem; } h2 { margin: 0 0 .6rem; font-size: 1.1rem; }
.about { margin: .2rem 0 .8rem; color: var(--soft); }
.notice { background: #fff7df; border: 1px solid #ecd9a0; border-radius: .5rem; padding: .6rem .9rem; }
section, .tiles > div { background: #fff; border: 1px solid var(--line); border-radius: .6rem; }
section { margin-top: 1rem; padding: 1rem 1.1rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .7rem; margin: 1rem 0; }
.tiles > div { padding: .6rem .8rem; } dt { color: var(--soft); font-size: .85rem; }
dd { margin: 0; font-size: 1.15rem; font-weight: 600; }
.good, .bad { border-radius: .5rem; padding: .6rem .9rem; font-weight: 600; }
.good { background: #e5f3ea; border: 1px solid #b5dbc3; } .bad { background: #fde8e8; border: 1px solid #eab5b5; }
svg { width: 100%; height: auto; display: block; } svg text { font-size: 11px; fill: #5b6b7b; } svg .end { text-anchor: end; }
svg .grid { stroke: #e6ebf0; } svg .limit { stroke: #b23a48; stroke-dasharray: 6 4; stroke-width: 1.5; }
.legend span { margin-right: 1rem; } .legend i { display: inline-block; width: .8rem; height: .8rem; border-radius: .2rem; margin-right: .35rem; }
.wide { overflow-x: auto; } .wide svg { min-width: 34rem; } table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); } .number { text-align: right; font-variant-numeric: tabular-nums; }
@media print { body { background: #fff; } section { break-inside: avoid; } }
`;
