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

async function launch(source: string): Promise<void> {
  const now = world.clock.now();
  const launched = await launchCampaign(store, { source, fileName: 't', known: {}, now, actor: 'test' });
  if (launched.outcome === 'invalid') throw new Error(launched.faults.map((f) => f.message).join('; '));
  await advancing.advancer.advanceDue();
}

describe('the preview of a launch, of cases under way', () => {
  const LAST =
    campaign(`  - { key: last, type: send, at: { dpd: 37, time: '10:00' }, channel: sms, template: overdue }
  - { key: done, type: end }`);

  it('counts those that rest apart: they are looked at each day, and not contacted', async () => {
    await take(`L/1;${JAN};100,00;0;0;PLN;10.12.2025`, `L/2;${EWA};10,00;0;0;PLN;10.12.2025`);
    await launch(LAST);
    const hold = async (ref: string): Promise<void> => {
      const caseId = await world.idOf('cases', ref);
      await placeHold(world.desk, { caseId, covers: 'case', reason: 'dispute', until: null, actor: 'test' });
      await advancing.advancer.foldWakeUps();
      await advancing.advancer.advanceDue();
    };
    const standing = async () => (await preview(LAST)).find((line) => line.startsWith('  last'));
    expect(await standing()).toMatch(/^ {2}last +2; 2 within 7 days, contacted then$/);
    await hold('L/1');
    expect(await standing()).toMatch(
      /^ {2}last +2; 1 within 7 days, contacted then; 1 of them resting \(held or with an agent\)$/,
    );
    await hold('L/2');
    expect(await standing()).toMatch(/^ {2}last +2; all of them resting \(held or with an agent\)$/);
  });
});
