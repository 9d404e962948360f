import fc from 'fast-check';
import { stringify } from 'yaml';
import { anyStep, condition, languages, maybe, promise, range, time, type Fields } from './any-step.js';

/** Campaign files of every shape that the schema has, each of them sound: what a manager might write. */

const drawnSteps = fc
  .record({
    first: fc.integer({ min: -10, max: 20 }),
    makers: fc.array(fc.tuple(anyStep, fc.integer({ min: 0, max: 9 }), time), {
      minLength: 3,
      maxLength: 11,
      size: 'max',
    }),
  })
  .map(({ first, makers }) => {
    let dpd = first;
    let latest = '00:00';
    const names = [...makers.map((_, index) => `s${index}`), 'done'];
    const steps: Fields[] = makers.map(([make, gap, time], index) => {
      dpd += gap;
      latest = gap === 0 && time < latest ? latest : time;
      const rest = names.slice(index + 1);
      const further = (drawn: number): string => rest[drawn % rest.length] ?? 'done';
      return { key: names[index], ...make({ further, moment: { dpd, time: latest } }) };
    });
    return withoutUnreachable([...steps, { key: 'done', type: 'end' }]);
  });

const audience = fc.record({
  kind: fc.constantFrom('consumer', 'consumer', 'business'),
  dpd: maybe(range(-30, 90), 5),
  balance: maybe(fc.record({ min: fc.constantFrom(0, 20, 100.5) })),
  stages: maybe(fc.constant(['pre_due', 'early', 'mid', 'late'])),
  promise: maybe(promise, 5),
  languages: maybe(languages, 5),
});

const pilot = fc.record({
  share: fc.double({ min: 0.05, max: 0.5, noNaN: true }),
  widen: fc.constantFrom(
    [],
    [{ afterDays: 3, share: 0.7 }],
    [
      { afterDays: 2, share: 0.6 },
      { afterDays: 20, share: 1 },
    ],
  ),
  stop: maybe(fc.constant({ afterMessages: 20, optOuts: 0.05, failures: 0.2 })),
});

/** A country with what belongs to it: whose holidays, money and packs. */
export const markets = [
  { country: 'PL', currency: 'PLN', zone: 'Europe/Warsaw', packs: ['pl-default'] },
  { country: 'PL', currency: 'PLN', zone: 'Europe/Warsaw', packs: ['pl-strict'] },
  { country: 'PL', currency: 'PLN', zone: 'Europe/Warsaw', packs: ['pl-b2b'] },
  { country: 'US', currency: 'USD', zone: 'America/New_York', packs: ['us-regf'] },
  { country: 'GB', currency: 'GBP', zone: 'Europe/London', packs: ['uk-conc'] },
  { country: 'DE', currency: 'EUR', zone: 'Europe/Berlin', packs: ['eu-base'] },
] as const;
export type Market = (typeof markets)[number];

/** A campaign file of a market, as its text. */
export function anyCampaign({ country, currency, zone, packs }: Market): fc.Arbitrary<string> {
  return fc
    .record({
      audience: audience.map((it) => ({ currency, ...it })),
      staysWhile: maybe(condition),
      holdOut: maybe(fc.double({ min: 0.1, max: 0.5, noNaN: true })),
      pilot: maybe(pilot),
      goals: maybe(fc.constantFrom(['paid'], ['paid', 'closed', 'responded'])),
      catchUpDays: maybe(fc.integer({ min: 0, max: 10 })),
      beyond: fc.boolean(),
      steps: drawnSteps,
    })
    .map(({ beyond, ...rest }) => {
      const head = { key: 'drawn', name: 'Drawn', version: 1, country, zone, policies: packs };
      const last = rest.steps.at(-1)?.key;
      const lateEntry = beyond && { lateEntry: { start: 'current-stage', beyond: last } };
      return stringify(JSON.parse(JSON.stringify({ ...head, ...lateEntry, ...rest })), {
        aliasDuplicateObjects: false,
      });
    });
}

/** A file in which nothing leads to a step is refused, so such steps are left out. */
function withoutUnreachable(steps: readonly Fields[]): readonly Fields[] {
  const reached = new Set<unknown>([steps[0]?.key]);
  steps.forEach((step, index) => {
    if (!reached.has(step.key)) return;
    for (const way of waysOf(step, steps[index + 1]?.key)) reached.add(way);
  });
  return steps.filter(({ key }) => reached.has(key));
}

function waysOf(step: Fields, below: unknown): unknown[] {
  const arms = [...((step.when ?? []) as Fields[]), ...((step.split ?? []) as Fields[])].map(({ go }) => go);
  const named = [
    ...Object.values((step.cases ?? {}) as Fields),
    ...arms,
    step.then,
    step.otherwise,
    step.refused,
    step.next,
  ];
  const falls =
    step.type !== 'end' &&
    step.next === undefined &&
    step.otherwise === undefined &&
    step.split === undefined;
  return [...named.filter((key) => key !== undefined), ...(falls ? [below] : [])];
}
