import { importCases, launchCampaign, placeHold, previewLaunch } from '#casework';
import { reportPreview } from '../../apps/dunlin/src/commands/launch.command.js';
import { type AdvancingWorld, openAdvancingWorld } from './advancing.world.js';
import { casesFile, EWA, JAN } from './casework.world.js';

let advancing: AdvancingWorld;
let world: AdvancingWorld['world'];
let store: AdvancingWorld['store'];

beforeAll(async () => {
  advancing = await openAdvancingWorld();
  ({ world, store } = advancing);
});
afterAll(() => advancing.close());
beforeEach(() => advancing.reset());

async function take(...rows: string[]): Promise<void> {
  const result = await importCases(world.intake, casesFile(...rows), { portfolioRef: 'P1' });
  if (result.kind === 'refused') throw new Error(result.refusal.reason);
}

const campaign = (steps: string, head = ''): string => `key: trial
name: Trial
version: 1
country: PL
zone: Europe/Warsaw
policies: [pl-default]
audience: { currency: PLN, kind: consumer }
${head}
steps:
${steps}
`;

/** What the terminal says of the file. */
async function preview(source: string): Promise<string[]> {
  const lines: string[] = [];
  const of = { source, fileName: 'trial.yaml', known: {}, now: world.clock.now() };
  reportPreview('trial.yaml', await previewLaunch(store, of), (line) => lines.push(line));
  return lines;
}

async function hold(ref: string, until: number | null): Promise<void> {
  const caseId = await world.idOf('cases', ref);
  const of = { caseId, reason: 'dispute', until, actor: 'test' };
  const placed = await placeHold(world.desk, { ...of, covers: 'case' });
  if (placed.kind !== 'ok') throw new Error(placed.kind);
}

async function launch(source: string): Promise<void> {
  const now = world.clock.now();
  const launched = await launchCampaign(store, { source, fileName: 't', known: {}, now, actor: 'test' });
  if (launched.outcome === 'invalid') throw new Error(launched.faults.map((f) => f.message).join('; '));
  await advancing.advancer.advanceDue();
}

describe('the preview of a launch, of cases that would enter', () => {
  const TWO =
    campaign(`  - { key: first-notice, type: send, at: { dpd: 35, time: '10:00' }, channel: sms, template: overdue }
  - { key: reminder, type: send, at: { dpd: 45, time: '10:00' }, channel: sms, template: overdue }
  - { key: done, type: end }`);
  const entrants = async (source = TWO) => (await preview(source))[1];

  it('tells how many of them would be contacted within a week, by the step that would be first', async () => {
    expect(await entrants()).toBe('0 cases would enter at once.');
    // 33, 37, 41 and 10 days past due on that Monday; the days asked for end before 08:00 of the next.
    await take(
      `P/1;${JAN};100,00;0;0;PLN;10.12.2025`,
      `P/2;${JAN};100,00;0;0;PLN;06.12.2025`,
      `P/3;${EWA};100,00;0;0;PLN;02.12.2025`,
      `P/4;${EWA};100,00;0;0;PLN;02.01.2026`,
    );
    expect(await entrants()).toBe(
      '4 cases would enter at once; 2 of them would be contacted within 7 days: first-notice 1, reminder 1',
    );
    expect(await world.count('enrolments')).toBe(0);
    await hold('P/3', null);
    expect(await entrants()).toBe(
      '4 cases would enter at once; 1 of them would be contacted within 7 days: first-notice 1',
    );
    await launch(TWO);
    expect(await entrants()).toBe('0 cases would enter at once.');
  });

  it('counts who is held to a day on which a step is still to come', async () => {
    await take(`P/1;${JAN};100,00;0;0;PLN;03.12.2025`);
    const contacted = '1 cases would enter at once; 1 of them would be contacted within 7 days: reminder 1';
    expect(await entrants()).toBe(contacted);
    await hold('P/1', Date.parse('2026-01-17T12:00:00+01:00'));
    expect(await entrants()).toBe(contacted);
    await hold('P/1', Date.parse('2026-01-18T12:00:00+01:00'));
    expect(await entrants()).toBe(
      '1 cases would enter at once; none of them would be contacted within 7 days.',
    );
  });

  it('reads the past, and dates, where a step asks for them', async () => {
    await take(`P/1;${JAN};100,00;0;0;PLN;10.12.2025`);
    const asking =
      campaign(`  - { key: told, type: branch, when: [{ if: { history: { contacts: { max: 0 } } }, go: rest }], otherwise: done }
  - { key: rest, type: wait, until: { date: timeBarredOn, time: '10:00' } }
  - { key: write, type: send, channel: sms, template: overdue }
  - { key: done, type: end }`);
    const on = (date: string) => world.db.query('UPDATE cases SET time_barred_on = $1', [date]);
    await on('2026-01-20');
    expect(await entrants(asking)).toContain('none of them');
    await on('2026-01-14');
    expect(await entrants(asking)).toContain('1 of them would be contacted within 7 days: write 1');
  });
});

describe('the preview of a launch, of cases under way', () => {
  const LAST =
    campaign(`  - { key: last, type: send, at: { dpd: 37, time: '10:00' }, channel: sms, template: overdue }
  - { key: done, type: end }`);

  it('counts those that rest apart: they are looked at each day, and not contacted', async () => {
    await take(`L/1;${JAN};100,00;0;0;PLN;10.12.2025`, `L/2;${EWA};10,00;0;0;PLN;10.12.2025`);
    await launch(LAST);
    const rest = async (ref: string): Promise<void> => {
      await hold(ref, null);
      await advancing.advancer.foldWakeUps();
      await advancing.advancer.advanceDue();
    };
    const standing = async () => (await preview(LAST)).find((line) => line.startsWith('  last'));
    expect(await standing()).toMatch(/^ {2}last +2; 2 within 7 days, contacted then$/);
    await rest('L/1');
    expect(await standing()).toMatch(
      /^ {2}last +2; 1 within 7 days, contacted then; 1 of them resting \(held or with an agent\)$/,
    );
    await rest('L/2');
    expect(await standing()).toMatch(/^ {2}last +2; all of them resting \(held or with an agent\)$/);
  });
});
