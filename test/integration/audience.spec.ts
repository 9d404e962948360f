import { readFile } from 'node:fs/promises';
import { type CaseImportReport, importCases, launchCampaign } from '#casework';
import { MessageQueue } from '#contracts';
import { HotDatabase, PgCampaignStore } from '#persistence';
import { AudienceSweeper } from '../../apps/scheduler/src/audience-sweeper.js';
import { CampaignLibrary } from '../../apps/scheduler/src/campaign-library.js';
import { EnrolmentAdvancer } from '../../apps/scheduler/src/enrolment-advancer.js';
import { FairQueue } from '../../apps/scheduler/src/fair-queue.js';
import { CaseworkWorld, EWA, JAN, MONDAY, casesFile } from './casework.world.js';

let world: CaseworkWorld;
let hot: HotDatabase;
let store: PgCampaignStore;

beforeAll(async () => {
  world = await CaseworkWorld.open();
  hot = new HotDatabase({ url: world.url, connections: 2 });
  store = new PgCampaignStore(world.db);
  const file = await readFile('campaigns/pl-consumer.yaml', 'utf8');
  await take(`G/1;${JAN};100,00;0;0;PLN;10.12.2025`, `G/2;${EWA};10,00;0;0;PLN;03.12.2025`);
  const source = file.replace('dpd: { min: -30, max: 120 }', 'dpd: { min: 40, max: 120 }');
  const launched = await launchCampaign(store, {
    source,
    fileName: 'grown.yaml',
    known: {},
    now: MONDAY,
    actor: 'test',
  });
  expect(launched).toMatchObject({ outcome: 'launched', enrolled: 0 });
});
afterAll(async () => {
  await hot.close();
  await world.close();
});

async function take(...rows: string[]): Promise<CaseImportReport> {
  const result = await importCases(world.intake, casesFile(...rows), { portfolioRef: 'P1' });
  if (result.kind === 'refused') throw new Error(result.refusal.reason);
  return result.report;
}

const enrolled = async (): Promise<string[]> =>
  (
    await world.rows<{ ref: string }>(
      'SELECT c.ref FROM enrolments e JOIN cases c ON c.id = e.case_id ORDER BY c.ref',
    )
  ).map(({ ref }) => ref);

describe('a case that fits an audience later than when it came', () => {
  it('enters on the day from which it fits, once, whoever looks and however often', async () => {
    const [one, other] = [new AudienceSweeper(store, world.clock), new AudienceSweeper(store, world.clock)];
    expect(await one.sweep()).toBe(0);
    await world.clock.stepTo(Date.parse('2026-01-18T12:00:00+01:00'));
    expect(await one.sweep()).toBe(0);
    await world.clock.stepTo(Date.parse('2026-01-19T00:30:00+01:00'));
    expect(await one.sweep()).toBe(1);
    expect(await enrolled()).toEqual(['G/1']);
    expect(await other.sweep()).toBe(0);
    expect(await one.sweep()).toBe(0);
  });

  it('enters once it has changed so that it fits', async () => {
    const queue = Object.create(MessageQueue.prototype) as MessageQueue;
    const fair = new FairQueue(queue);
    const advancer = new EnrolmentAdvancer(hot, fair, new CampaignLibrary(world.db), store, world.clock);
    await advancer.foldWakeUps();
    expect(await enrolled()).toEqual(['G/1']);
    await take(`G/2;${EWA};90,00;0;0;PLN;03.12.2025`);
    await advancer.foldWakeUps();
    expect(await enrolled()).toEqual(['G/1', 'G/2']);
  });
});
