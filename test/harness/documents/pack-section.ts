import type { MessageRule, PackRule, PolicyPack } from '#domain';
import { code, table } from './markdown.js';

/** One pack: what it is, and each of its rules with value, source and mark; those about words in a table of their own. */
export function packSection(pack: PolicyPack): string {
  const { id, version, title, country, validFrom, validTo, includes = [], rules, messages } = pack;
  const until = validTo === null ? 'on' : `to ${validTo}`;
  const also = includes.length === 0 ? '' : ` It includes ${includes.map(code).join(' and ')}.`;
  return [
    `### ${code(id)}: ${title}`,
    '',
    `Version ${version}, ${country}, in force from ${validFrom} ${until}.${also}`,
    '',
    table(
      ['rule', 'for', 'value', 'source', 'mark'],
      rules.map((rule) => [code(rule.rule), scopeOf(rule), valueOf(rule.parameters), rule.source, rule.mark]),
    ),
    ...(messages === undefined ? [] : wordsSection(messages)),
  ].join('\n');
}

function wordsSection(messages: readonly MessageRule[]): string[] {
  return [
    '',
    'The message …',
    '',
    table(
      ['rule', 'for', '…', 'how it is told', 'source', 'mark'],
      messages.map((rule) => [
        code(rule.rule),
        whichOf(rule),
        rule.meaning,
        askedBy(rule),
        rule.source,
        rule.mark,
      ]),
    ),
  ];
}

const CONTACTS: Readonly<Record<MessageRule['contact'], string>> = {
  first: 'first contact',
  later: 'later contacts',
  demand: 'formal demands',
  every: 'every message',
};

function whichOf({ contact, channels }: MessageRule): string {
  return `${CONTACTS[contact]}${channels === undefined ? '' : ` by ${channels.join(', ')}`}`;
}

function askedBy({ says, states, forbids, hides, lint }: MessageRule): string {
  if (says !== undefined)
    return Object.entries(says)
      .map(([language, all]) => `${language}: ${all.map((match) => code(match)).join(' and ')}`)
      .join('; ');
  if (forbids !== undefined)
    return Object.entries(forbids)
      .map(([language, all]) => `not in ${language}: ${all.map(({ match }) => code(match)).join(', ')}`)
      .join('; ');
  if (states !== undefined) return `variables ${states.map(code).join(', ')}`;
  if (hides !== undefined) return `no ${hides.variables.map(code).join(' nor ')} in ${hides.in.join(', ')}`;
  return `checks ${(lint ?? []).map(code).join(', ')}`;
}

function scopeOf({ appliesTo, channels, exempt }: PackRule): string {
  const by = channels === undefined ? '' : ` by ${channels.join(', ')}`;
  return `${appliesTo.join(', ')}${by}${exempt.length === 0 ? '' : `; not ${exempt.join(', ')}`}`;
}

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** Hours are told in the order of the week, days of the same hours together; everything else by name. */
function valueOf(parameters: Readonly<Record<string, unknown>>): string {
  const others = Object.entries(parameters).filter(([name]) => !DAYS.includes(name));
  const hours = DAYS.filter((day) => day in parameters).map((day) => [day, parameters[day]] as const);
  return [...runsOf(hours), ...others.map(([name, value]) => `${name} ${worded(value)}`)].join('; ') || '–';
}

function runsOf(hours: readonly (readonly [string, unknown])[]): string[] {
  const runs: { first: string; last: string; value: unknown }[] = [];
  for (const [day, value] of hours) {
    const run = runs.at(-1);
    if (run !== undefined && run.value === value) run.last = day;
    else runs.push({ first: day, last: day, value });
  }
  return runs.map(({ first, last, value }) => {
    const days = first === last ? short(first) : `${short(first)}–${short(last)}`;
    return `${days} ${value === null ? 'none' : String(value)}`;
  });
}

function short(day: string): string {
  return day.slice(0, 1).toUpperCase() + day.slice(1, 3);
}

function worded(value: unknown): string {
  if (Array.isArray(value)) return value.map(worded).join(', ');
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, each]) => `${name} ${worded(each)}`)
    .join(' ');
}
