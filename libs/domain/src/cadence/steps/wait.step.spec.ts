import { advance } from '../advance.js';
import { campaignText, caseFacts, compiled, warsaw } from '../campaign.fixture.js';
import type { CaseFacts } from '../case-facts.js';
import { wakeAt } from '../effects.js';
import { enterCampaign } from '../enrolment-state.js';
import { formatFault } from '../parsing/fault.js';
import { parseCampaign } from '../parsing/parse-campaign.js';

const STEPS = (wait: string) => `
  - { key: pause, type: wait, ${wait} }
  - { key: notice, type: send, channel: sms, template: overdue }
  - { key: done, type: end }`;

/** When the case is looked at next that enters at an instant; null where it was written to at once. */
function waitsUntil(wait: string, now: number, changes: Partial<CaseFacts> = {}): string | null {
  const result = advance(compiled(campaignText(STEPS(wait))), enterCampaign(now), caseFacts(changes), now);
  if (result.effects.some(({ kind }) => kind === 'send')) return null;
  return new Date(wakeAt(result.next) ?? 0).toISOString();
}

// Tuesday; Epiphany, 6 January, is a holiday.
const tuesday = warsaw('2026-01-20', '12:00');

describe('a wait for a date', () => {
  it.each([
    ["until: { date: dueDate, days: 10, time: '09:00' }", '2026-01-22T08:00:00.000Z'],
    ["until: { date: dueDate, businessDays: 10, time: '09:00' }", '2026-01-26T08:00:00.000Z'],
    ["until: { date: promiseDueDate, time: '09:00' }", '2026-02-02T08:00:00.000Z'],
    ["until: { date: promiseDueDate, businessDays: -1, time: '09:00' }", '2026-01-30T08:00:00.000Z'],
    ["until: { date: promiseDueDate, days: -3, time: '17:30' }", '2026-01-30T16:30:00.000Z'],
    ["until: { attribute: contract_ends, days: -14, time: '10:00' }", '2026-02-14T09:00:00.000Z'],
    ["until: { attribute: renews, time: '10:00' }", '2026-03-01T09:00:00.000Z'],
  ])('%s lasts until %s', (wait, expected) => {
    const changes: Partial<CaseFacts> = {
      dates: { promiseDueDate: '2026-02-02' },
      attributes: { contract_ends: '28.02.2026', renews: '2026-03-01' },
    };
    expect(waitsUntil(wait, tuesday, changes)).toBe(expected);
  });

  it('goes on at once where the case has no such date, none that can be read, or one long over', () => {
    const wait = "until: { attribute: contract_ends, time: '10:00' }";
    expect(waitsUntil(wait, tuesday)).toBeNull();
    expect(waitsUntil(wait, tuesday, { attributes: { contract_ends: 'soon' } })).toBeNull();
    expect(waitsUntil(wait, tuesday, { attributes: { contract_ends: '31.02.2026' } })).toBeNull();
    expect(waitsUntil(wait, tuesday, { attributes: { contract_ends: '1900-01-01' } })).toBeNull();
  });

  it('is not hurried by a date in a far future', () => {
    const wait = "until: { attribute: contract_ends, time: '10:00' }";
    expect(waitsUntil(wait, tuesday, { attributes: { contract_ends: '9999-12-31' } })?.slice(0, 4)).toBe(
      '2036',
    );
  });
});

describe('a wait for hours of the day', () => {
  const window = "window: { from: '17:00', to: '20:00' }";
  const onBusinessDays = "window: { from: '10:00', to: '12:00', businessDays: true }";

  it.each([
    ['before them', window, warsaw('2026-01-20', '09:00'), '2026-01-20T16:00:00.000Z'],
    ['within them', window, warsaw('2026-01-20', '19:59'), null],
    ['as they end', window, warsaw('2026-01-20', '20:00'), '2026-01-21T16:00:00.000Z'],
    ['on a Friday evening', onBusinessDays, warsaw('2026-01-23', '18:00'), '2026-01-26T09:00:00.000Z'],
    ['on a holiday', onBusinessDays, warsaw('2026-01-06', '11:00'), '2026-01-07T09:00:00.000Z'],
  ])('entered %s lasts until the next ones', (_when, wait, now, expected) => {
    expect(waitsUntil(wait, now)).toBe(expected);
  });

  it('waits for the next ones when it is looked at too late', () => {
    const campaign = compiled(campaignText(STEPS(window)));
    const entered = warsaw('2026-01-20', '09:00');
    const waiting = advance(campaign, enterCampaign(entered), caseFacts(), entered);
    const late = advance(campaign, waiting.state, caseFacts(), warsaw('2026-01-20', '21:00'));
    expect(late.effects.filter(({ kind }) => kind === 'send')).toEqual([]);
    expect(wakeAt(late.next)).toBe(warsaw('2026-01-21', '17:00'));
    const next = advance(campaign, late.state, caseFacts(), warsaw('2026-01-21', '17:00'));
    expect(next.effects.map(({ kind }) => kind)).toContain('send');
  });
});

it('faults of waits are named with their line and column', () => {
  const faults = (wait: string) => {
    const parsed = parseCampaign(campaignText(STEPS(wait)), 'trial.yaml');
    return 'faults' in parsed ? parsed.faults.map(formatFault) : [];
  };
  expect(faults("for: { days: 2, time: '10:00' }, window: { from: '10:00', to: '11:00' }")).toEqual([
    'trial.yaml:9:5 steps[0]: a wait takes exactly one of "at", "for", "until" and "window"',
  ]);
  expect(faults("until: { time: '10:00' }")).toEqual([
    'trial.yaml:9:38 steps[0].until: name either a "date" or an "attribute"',
  ]);
  expect(faults("until: { date: dueDate, days: 1, businessDays: 1, time: '10:00' }")).toEqual([
    'trial.yaml:9:78 steps[0].until.businessDays: "days" and "businessDays" exclude one another',
  ]);
  expect(faults("until: { date: wedding, time: '10:00' }")[0]).toContain('steps[0].until.date');
  expect(faults("window: { from: '20:00', to: '08:00' }")).toEqual([
    'trial.yaml:9:60 steps[0].window.to: the window ends before it begins; it lies within one day',
  ]);
});
