import fc from 'fast-check';
import { branchSubjects, type BranchSubjectName } from '../../cadence/branch-subjects.js';
import { promiseStates, waitableDates } from '../../cadence/case-facts.js';
import { channels, type Channel } from '../../cadence/channel.js';
import { stages } from '../../cadence/stage.js';
import { contactRoles } from '../../profile/contact-role.js';
import { tones } from '../../profile/tone.js';

/** Steps of every type, with every field that their schemas have. */

export type Fields = Record<string, unknown>;

/** Makes the fields of a step that stands somewhere before the last one. */
type StepMaker = (place: Place) => Fields;

interface Place {
  /** A step further down, by a number that is drawn. */
  readonly further: (drawn: number) => string;
  /** The moment of the step, in the order of the steps. */
  readonly moment: { readonly dpd: number; readonly time: string };
}

export const time = fc
  .integer({ min: 0, max: 1439 })
  .map((minute) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`);
const draw = fc.nat({ max: 1000 });

/** One time in so many; else it is left out. */
export const maybe = <T>(of: fc.Arbitrary<T>, rarity = 3): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: rarity - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: of });

const span = fc.oneof(
  fc.record({ days: fc.integer({ min: 1, max: 9 }), time }),
  fc.record({ businessDays: fc.integer({ min: 1, max: 5 }), time }),
);

export const range = (min: number, max: number): fc.Arbitrary<Fields> =>
  fc
    .tuple(maybe(fc.integer({ min, max })), maybe(fc.integer({ min, max })))
    .map(([a, b]) => (a !== undefined && b !== undefined && a > b ? { min: b, max: a } : { min: a, max: b }));

export const languages = fc.uniqueArray(fc.constantFrom('pl', 'en', 'uk'), { minLength: 1 });
const someStages = fc.uniqueArray(fc.constantFrom(...stages), { minLength: 3 });
export const promise = fc.uniqueArray(fc.constantFrom(...promiseStates), { minLength: 2 });

/** On one thing, or two: with more of them nobody would be left. */
export const condition = fc
  .tuple(
    fc.record({
      kind: fc.constantFrom('consumer', 'business'),
      languages,
      stages: someStages,
      dpd: range(-20, 120),
      balance: range(0, 2000),
      promise,
    }),
    fc.subarray(['kind', 'languages', 'stages', 'dpd', 'balance', 'promise'] as const, {
      minLength: 1,
      maxLength: 2,
    }),
  )
  .map(([all, chosen]): Fields => Object.fromEntries(chosen.map((name) => [name, all[name]])));

const leg = fc.record({
  moveOn: maybe(
    fc.oneof(
      fc.constant({ when: 'undelivered' }),
      fc
        .integer({ min: 1, max: 144 })
        .map((halves): Fields => ({ when: 'unconfirmed', afterHours: halves / 2 })),
    ),
  ),
});

const someChannels = fc.oneof(
  fc.shuffledSubarray([...channels], { minLength: 1 }),
  // Calls alone have rules of their own.
  fc.constant<Channel[]>(['voice']),
);

const oneOrMoreChannels = fc
  .tuple(someChannels, fc.array(leg, { minLength: 4 }), fc.boolean())
  .map(([order, legs, short]): Fields => {
    if (order.length === 1 && short) return { channel: order[0] };
    return {
      channels: order.map((channel, index) => ({ channel, ...(index < order.length - 1 && legs[index]) })),
    };
  });

const template = fc.constantFrom('reminder', 'overdue', 'instalments');

const variants = fc
  .array(
    fc.record({
      share: fc.integer({ min: 1, max: 50 }).map((tenths) => tenths / 10),
      template: maybe(template),
      tone: maybe(tone()),
    }),
    {
      minLength: 2,
      maxLength: 3,
    },
  )
  .map((each) => each.map((variant, index) => ({ key: `v${index}`, ...variant })));

const send = fc
  .record({
    timed: timed(),
    how: oneOrMoreChannels,
    template,
    tone: maybe(tone()),
    variants: maybe(variants, 5),
    to: maybe(
      fc.record({ role: fc.constantFrom(...contactRoles), otherwise: fc.constantFrom('usual', 'nobody') }),
      6,
    ),
    raisesStage: maybe(fc.constantFrom('mid', 'late', 'pre_legal'), 6),
    next: next(),
  })
  .map(({ timed, how, next, ...rest }): StepMaker => {
    return (place) => ({ type: 'send', ...at(timed, place), ...how, ...rest, ...to(next, place) });
  });

/** Dates that are reached while anybody looks: claims are barred years ahead. */
const nearDates = waitableDates.filter((date) => date !== 'timeBarredOn');

const wait = fc
  .record({
    way: fc.oneof(
      fc.constant('at'),
      span.map((it) => ({ for: it })),
      fc.record({ until: fc.record({ date: fc.constantFrom(...nearDates), time }) }),
      fc
        .record({ from: fc.integer({ min: 0, max: 20 }), businessDays: fc.boolean() })
        .map(({ from, businessDays }) => ({
          window: { from: `${String(from).padStart(2, '0')}:15`, to: '21:30', businessDays },
        })),
    ),
    next: next(),
  })
  .map(({ way, next }): StepMaker => {
    return (place) => ({
      type: 'wait',
      ...(typeof way === 'string' ? at(true, place) : way),
      ...to(next, place),
    });
  });

const waitFor = fc
  .record({
    timed: timed(),
    event: fc.constantFrom('response', 'payment', 'delivery'),
    within: span,
    then: draw,
    next: next(),
  })
  .map(({ timed, event, within, then, next }): StepMaker => {
    return (place) => ({
      type: 'wait-for',
      ...at(timed, place),
      event,
      within,
      then: place.further(then),
      ...to(next, place),
    });
  });

const subjects = Object.keys(branchSubjects) as BranchSubjectName[];

const branchOn = fc
  .constantFrom(...subjects)
  .chain((on) =>
    fc.record({
      on: fc.constant(on),
      outcomes: fc.uniqueArray(fc.constantFrom(...branchSubjects[on].outcomes), { minLength: 1 }),
      ways: fc.array(draw, { minLength: 4, maxLength: 4 }),
      within: maybe(span),
      otherwise: maybe(draw),
      timed: timed(),
    }),
  )
  .map(({ on, outcomes, ways, within, otherwise, timed }): StepMaker => {
    return (place) => ({
      type: 'branch',
      ...at(timed, place),
      on,
      within,
      cases: Object.fromEntries(outcomes.map((outcome, n) => [outcome, place.further(ways[n] ?? 0)])),
      ...otherwiseTo(otherwise, place),
    });
  });

const branchWhen = fc
  .record({
    when: fc.array(fc.record({ if: condition, go: draw }), { minLength: 1, maxLength: 3 }),
    otherwise: maybe(draw),
    timed: timed(),
  })
  .map(({ when, otherwise, timed }): StepMaker => {
    return (place) => ({
      type: 'branch',
      ...at(timed, place),
      when: when.map((arm) => ({ ...arm, go: place.further(arm.go) })),
      ...otherwiseTo(otherwise, place),
    });
  });

const branchSplit = fc
  .record({
    split: fc.array(
      fc.record({ share: fc.integer({ min: 1, max: 50 }).map((tenths) => tenths / 10), go: draw }),
      {
        minLength: 2,
        maxLength: 3,
      },
    ),
    timed: timed(),
  })
  .map(({ split, timed }): StepMaker => {
    return (place) => ({
      type: 'branch',
      ...at(timed, place),
      split: split.map((arm) => ({ ...arm, go: place.further(arm.go) })),
    });
  });

const escalate = fc
  .record({
    timed: timed(),
    queue: fc.constantFrom('collections', 'data'),
    skill: maybe(fc.constant('instalments')),
    priority: maybe(fc.constantFrom('low', 'normal', 'high', 'urgent')),
    days: fc.integer({ min: 1, max: 5 }),
    next: next(),
  })
  .map(({ timed, queue, skill, priority, days, next }): StepMaker => {
    const sla = { businessDays: days };
    return (place) => {
      const rest = { queue, skill, priority, reason: 'drawn', sla };
      return { type: 'escalate', ...at(timed, place), ...rest, ...to(next, place) };
    };
  });

const handOff = fc
  .record({ timed: timed(), days: maybe(fc.integer({ min: 1, max: 5 })), refused: maybe(draw), next: next() })
  .map(({ timed, days, refused, next }): StepMaker => {
    const asked = days === undefined ? {} : { approval: true, sla: { businessDays: days } };
    return (place) => ({
      type: 'hand-off',
      ...at(timed, place),
      to: 'law-firm',
      ...asked,
      ...(days !== undefined && refused !== undefined && { refused: place.further(refused) }),
      ...to(next, place),
    });
  });

const notify = fc.record({ timed: timed(), next: next() }).map(({ timed, next }): StepMaker => {
  return (place) => ({ type: 'notify', ...at(timed, place), reason: 'drawn', ...to(next, place) });
});

const setStage = fc
  .record({
    timed: timed(),
    stage: fc.constantFrom('early', 'mid', 'late', 'pre_legal', 'legal'),
    next: next(),
  })
  .map(({ timed, stage, next }): StepMaker => {
    return (place) => ({ type: 'set-stage', ...at(timed, place), stage, ...to(next, place) });
  });

const end = fc.constantFrom('gone', 'enough').map((reason): StepMaker => () => ({ type: 'end', reason }));

/** What is drawn of each type of step; a type that is missing here is one that nothing is proved of. */
export const stepMakers: Readonly<Record<string, fc.Arbitrary<StepMaker>>> = {
  send,
  wait,
  'wait-for': waitFor,
  branch: fc.oneof(branchOn, branchWhen, branchSplit),
  escalate,
  'hand-off': handOff,
  notify,
  'set-stage': setStage,
  end,
};

export const anyStep = fc.oneof(
  { weight: 9, arbitrary: send },
  ...Object.entries(stepMakers).map(([type, arbitrary]) => ({ weight: type === 'end' ? 1 : 2, arbitrary })),
);

function timed(): fc.Arbitrary<boolean> {
  return fc.boolean();
}

function next(): fc.Arbitrary<number | undefined> {
  return maybe(draw, 8);
}

function tone(): fc.Arbitrary<string> {
  return fc.constantFrom(...tones);
}

function at(timed: boolean, { moment }: Place): Fields {
  return timed ? { at: moment } : {};
}

function to(drawn: number | undefined, { further }: Place): Fields {
  return drawn === undefined ? {} : { next: further(drawn) };
}

function otherwiseTo(drawn: number | undefined, { further }: Place): Fields {
  return drawn === undefined ? {} : { otherwise: further(drawn) };
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
