import fc from 'fast-check';
import { campaignOf, FROM, simulatedCase, trial } from '../simulation.fixture.js';
import { formatHistory, parseHistory } from './parse-history.js';
import type {
  Happening,
  HistoryHead,
  RecordedCase,
  RecordedLeg,
  RecordedPerson,
} from './recorded-history.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A text on the day after the due date, one a week later, and an agent. */
const campaign = campaignOf(`
key: trial
name: Trial
version: 1
country: PL
zone: Europe/Warsaw
policies: [pl-default]
audience: { currency: PLN, kind: consumer, dpd: { min: -5, max: 60 } }
steps:
  - { key: first, type: send, at: { dpd: 1, time: '10:00' }, channels: [{ channel: sms }, { channel: email }], template: reminder }
  - { key: second, type: send, at: { dpd: 8, time: '10:00' }, channel: sms, template: overdue }
  - { key: agent, type: escalate, at: { dpd: 20, time: '09:00' }, queue: decisions, reason: no-response, sla: { businessDays: 2 } }
  - { key: last, type: send, at: { dpd: 30, time: '10:00' }, channel: sms, template: overdue }
  - { key: done, type: end }
`);

const FIRST = Date.parse('2026-01-13T10:00:00+01:00');
const SECOND = Date.parse('2026-01-20T10:00:00+01:00');
const LAST = Date.parse('2026-02-11T10:00:00+01:00');

function leg(step: string, at: number, changes: Partial<RecordedLeg> = {}): RecordedLeg {
  return {
    case: 'A/1',
    step,
    occurrence: 1,
    leg: 1,
    channel: 'sms',
    at,
    arrivedAt: at + 60_000,
    failed: null,
    talkedAt: null,
    ...changes,
  };
}

const SILENT: RecordedPerson = {
  person: 'P',
  cases: [],
  legs: [leg('first', FIRST), leg('second', SECOND), leg('last', LAST)],
  work: [{ case: 'A/1', step: 'agent', occurrence: 1, review: false, answeredAt: FIRST + 25 * DAY }],
  handOffs: [],
  happenings: [],
};

function lived(changes: Partial<RecordedPerson> = {}) {
  const person = { ...SILENT, ...changes };
  const history = new Map([['P', person]]);
  const report = trial([simulatedCase('A/1', { person: 'P' })], { campaign, history });
  const { replay } = report;
  if (replay === undefined) throw new Error('nothing was compared');
  return { report, replay };
}

const steps = (contacts: readonly { step: string }[]): string[] => contacts.map(({ step }) => step);

describe('a simulation that lives through what was recorded', () => {
  it('makes the recorded contacts, to the millisecond', () => {
    expect(lived().replay).toEqual({ recorded: 3, alike: 3, missing: [], added: [] });
  });

  it('says which contacts were made in earnest alone, and which in the simulation alone', () => {
    const { replay } = lived({ legs: [leg('first', FIRST), leg('second', SECOND + 1)] });
    expect(replay).toMatchObject({ recorded: 2, alike: 1 });
    expect(replay.missing).toEqual([
      { case: 'A/1', step: 'second', leg: 1, channel: 'sms', at: '2026-01-20T09:00:00.001Z' },
    ]);
    expect(steps(replay.added)).toEqual(['second', 'last']);
  });

  it('follows an undelivered text by the mail that was its next leg', () => {
    const failed = { at: FIRST + HOUR, fallback: true, invalidPoint: true, suppress: false, released: false };
    const { report } = lived({ legs: [leg('first', FIRST, { arrivedAt: null, failed })] });
    // The number is lost, and with it the later texts.
    expect(report.contacts.byChannel).toEqual({ sms: 1, email: 1, rcs: 0, voice: 0 });
  });

  const stops: [string, Happening[], string[]][] = [
    ['a payment in full', [{ kind: 'paid', case: 'A/1', at: FIRST + HOUR, amountMinor: 100_000 }], ['first']],
    ['a dispute', [held('dispute', null)], ['first']],
    [
      'the word STOP',
      [{ kind: 'opted-out', at: FIRST + HOUR, address: 'phone of P', channel: 'sms' }],
      ['first'],
    ],
    ['a wrong number', [{ kind: 'unusable', at: FIRST + HOUR, address: 'phone of P' }], ['first']],
    ['a lawyer', [{ kind: 'stopped', at: FIRST + HOUR, stop: 'represented' }], ['first']],
    ['refused texts', [{ kind: 'refused-channel', at: FIRST + HOUR, channel: 'sms' }], ['first']],
    ['a case closed by an agent', [{ kind: 'closed', case: 'A/1', at: FIRST + HOUR }], ['first']],
    [
      'an agent who has it',
      [{ kind: 'given-to-agent', case: 'A/1', at: FIRST + HOUR, work: 'w' }],
      ['first'],
    ],
  ];
  it.each(stops)('lets %s have its effect', (_what, happenings, left) => {
    const { replay } = lived({ happenings });
    const made = [...SILENT.legs.map(({ step }) => step)].filter(
      (step) => !steps(replay.missing).includes(step),
    );
    expect([...made, ...steps(replay.added)]).toEqual(left);
  });

  it('lets what a hold delayed go out when the hold is over', () => {
    const { replay } = lived({ happenings: [held('asked', FIRST + 10 * DAY)] });
    expect(steps(replay.missing)).toEqual(['second']);
    expect(replay.added).toMatchObject([{ step: 'second', at: new Date(FIRST + 10 * DAY).toISOString() }]);
  });

  it('counts no payment of a case that the campaign does not take in, neither as money nor as a deed', () => {
    const paid = (ref: string): Happening => ({
      kind: 'paid',
      case: ref,
      at: SECOND - DAY,
      amountMinor: 100,
    });
    const happenings = [paid('A/1'), paid('A/2')];
    const both = [
      simulatedCase('A/1', { person: 'P' }),
      // Overdue for longer than the audience asks.
      simulatedCase('A/2', { person: 'P', dueDate: '2025-06-01' }),
    ];
    const history = new Map([['P', { ...SILENT, happenings }]]);
    const report = trial(both, { campaign, history });
    expect(report.cases.enrolled).toBe(1);
    expect(report.debtors.toJSON()).toEqual({ paid: 1 });
    expect(report.recoveries.paidMinor).toBe(100);
  });

  it('lets what a pause held back leave when the pause is over', () => {
    const over = FIRST + 2 * DAY + HOUR;
    const history = new Map([['P', { ...SILENT, legs: [leg('first', over)] }]]);
    const pausedUntil = (now: number): number | null => (now >= FIRST - HOUR && now < over ? over : null);
    const { replay } = trial([simulatedCase('A/1', { person: 'P' })], { campaign, history, pausedUntil });
    expect(replay).toMatchObject({ recorded: 1, alike: 1, missing: [] });
  });

  it('waits for an agent as long as the agent took, and for ever where nobody answered', () => {
    const never = [{ case: 'A/1', step: 'agent', occurrence: 1, review: false, answeredAt: null }];
    expect(steps(lived({ work: never }).replay.missing)).toEqual(['last']);
  });

  it('lets that message go first which left first, of two that are due at once', () => {
    const two = [simulatedCase('A/1', { person: 'P' }), simulatedCase('A/2', { person: 'P' })];
    const only = (ref: string): RecordedPerson => ({
      ...SILENT,
      legs: [leg('first', FIRST, { case: ref })],
    });
    const firstOf = (ref: string): string | undefined => {
      const history = new Map([['P', only(ref)]]);
      const { replay } = trial(two, { campaign, history });
      return replay?.alike === 1 ? ref : undefined;
    };
    // One contact a day is permitted.
    expect([firstOf('A/1'), firstOf('A/2')]).toEqual(['A/1', 'A/2']);
  });
});

describe('a message for several cases, lived through again', () => {
  const both = [simulatedCase('A/1', { person: 'P' }), simulatedCase('A/2', { person: 'P' })];
  const shared = `
key: trial
name: Trial
version: 1
country: PL
zone: Europe/Warsaw
policies: [pl-default]
audience: { currency: PLN, kind: consumer, dpd: { min: -5, max: 60 } }
steps:
  - { key: first, type: send, at: { dpd: 1, time: '10:00' }, channels: [{ channel: sms }, { channel: email }], template: overdue, together: { template: overdue-together, withinDays: 2 } }
  - { key: second, type: send, at: { dpd: 8, time: '21:00' }, channel: email, template: overdue, together: { template: overdue-together } }
  - { key: done, type: end }
`;
  const MORNING = Date.parse('2026-01-21T08:00:00+01:00');
  const failed = { at: FIRST, fallback: true, invalidPoint: true, suppress: false, released: false };
  const mail = (at: number, changes: Partial<RecordedLeg>) =>
    leg('second', at, { channel: 'email', ...changes });
  /** As they were told of by a text that failed and by a mail in its place. */
  const told = (changes: Partial<RecordedLeg>): RecordedLeg[] => [
    leg('first', FIRST, { ...changes, arrivedAt: null, failed }),
    leg('first', FIRST, { ...changes, leg: 2, channel: 'email' }),
  ];
  const livedBy = (legs: RecordedLeg[], happenings: Happening[] = []) => {
    const history = new Map([['P', { ...SILENT, work: [], legs, happenings }]]);
    return trial(both, { campaign: campaignOf(shared), history }).replay;
  };
  const all = (recorded: number) => ({ recorded, alike: recorded, missing: [], added: [] });

  it('is the same, fallback and all, whichever of its cases is named first', () => {
    for (const [first = '', second = ''] of [
      ['A/1', 'A/2'],
      ['A/2', 'A/1'],
    ]) {
      const of = { case: first, covers: [first, second] };
      expect(livedBy([...told(of), mail(MORNING, of)])).toEqual(all(3));
      // A history that was written before all cases were recorded.
      expect(livedBy([...told({ case: first }), mail(MORNING, { case: first })])).toEqual(all(3));
    }
  });

  it('is another one when it is not of a case that is recorded of it', () => {
    const legs = told({ covers: ['A/1', 'A/3'] });
    expect(livedBy(legs)).toMatchObject({ recorded: 2, alike: 0 });
  });

  it('leaves without a case that is paid while it waits, and goes on for the others', () => {
    const paid: Happening = { kind: 'paid', case: 'A/1', at: MORNING - HOUR, amountMinor: 100_000 };
    const of = { covers: ['A/1', 'A/2'] };
    expect(livedBy([...told(of), mail(MORNING, { case: 'A/2' })], [paid])).toEqual(all(3));
  });

  it('waits for a case that was paid on, and tells of it then', () => {
    const paid: Happening = { kind: 'paid', case: 'A/2', at: MORNING - HOUR, amountMinor: 1_000 };
    const of = { covers: ['A/1', 'A/2'] };
    expect(livedBy([...told(of), mail(MORNING + DAY, of)], [paid])).toEqual(all(3));
  });

  it('is begun by the oldest debt of those that come to a step at once', () => {
    const due = (ref: string, dueDate: string) => simulatedCase(ref, { person: 'P', dueDate });
    const atOnce = campaignOf(shared.replace(" at: { dpd: 1, time: '10:00' },", ''));
    const nothing = new Map([['P', { ...SILENT, legs: [] }]]);
    const cases = [due('A/1', '2026-01-10'), due('A/2', '2026-01-09')];
    const { replay } = trial(cases, { campaign: atOnce, history: nothing });
    expect(replay?.added[0]).toMatchObject({ case: 'A/2', step: 'first' });
  });
});

function held(reason: string, until: number | null): Happening {
  return { kind: 'held', case: 'A/1', at: FIRST + HOUR, hold: 'h', reason, until };
}

describe('a history in a file', () => {
  const head: HistoryHead = {
    history: 'dunlin/1',
    campaign: 'trial',
    versions: [1],
    from: FROM,
    until: FROM + DAY,
    pauses: [],
  };
  const known: RecordedCase = {
    ref: 'A/1',
    person: 'P',
    creditor: 'A',
    kind: 'consumer',
    language: 'pl',
    currency: 'PLN',
    country: 'PL',
    zone: null,
    portfolioZone: 'Europe/Warsaw',
    packs: ['pl-default'],
    dueDate: '2026-01-12',
    timeBarredOn: null,
    balanceMinor: 1,
    minimumBalanceMinor: 0,
    stage: 'pre_due',
    promise: 'none',
    attributes: {},
    history: { payments: 0, contacts: 0, brokenPromises: 0, campaigns: [] },
    inconvenientTimes: [],
    verified: true,
    points: [],
    channels: ['sms'],
    knownFrom: FROM,
  };

  it('reads what it wrote', () => {
    fc.assert(
      fc.property(fc.array(fc.uuid(), { maxLength: 5 }), (persons) => {
        const lines = persons.map((person): RecordedPerson => ({
          ...SILENT,
          legs: [leg('first', FIRST, { covers: ['A/1', 'A/2'] }), leg('second', SECOND)],
          person,
          cases: [{ ...known, person }],
        }));
        const text = [head, ...lines].map(formatHistory).join('');
        const read = parseHistory(text);
        expect('persons' in read && [...read.persons.values()]).toEqual(lines);
      }),
    );
  });

  it('names the line that cannot be read', () => {
    expect(parseHistory('numer;kwota\n1;2\n')).toEqual({
      fault: 'line 1 is not the beginning of a history: it is no JSON',
    });
    const text = `${formatHistory(head)}{"person":7}\n`;
    expect(parseHistory(text)).toEqual({
      fault: expect.stringMatching(/^line 2 is not what happened to a person: person /),
    });
  });
});
