import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatHistory } from '#domain';
import { readHistory } from '#persistence';
import { projectDirectory } from '#platform';
import { prepareGround, runSimulation } from '../../apps/dunlin/src/commands/simulate/run-simulation.js';
import { Debtor } from './golden.debtor.js';
import { GoldenWorld } from './golden.world.js';

const CAMPAIGN = join(projectDirectory(), 'campaigns', 'pl-consumer.yaml');
const demo = (name: string): string => join(projectDirectory(), 'campaigns', 'demo', name);
let world: GoldenWorld;
let folder: string;

beforeAll(async () => {
  world = await GoldenWorld.open([readFileSync(CAMPAIGN, 'utf8')]);
  folder = mkdtempSync(join(tmpdir(), 'dunlin-history-'));
}, 120_000);
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

const PHONE = '+48451000001';

it('what happened to a debtor is written without their name, and lived through by a simulation contact by contact', async () => {
  const debtor = new Debtor(world, 'J/1', 'energia', 'Europe/Warsaw', PHONE);
  await world.beginAt(debtor.instant('2026-01-12 08:00'));
  await world.casework.rows(`UPDATE campaigns SET created_at = '2026-01-12T07:00:00Z'`);
  await world.place('consumers', {
    ref: 'J/1',
    first_name: 'Jan',
    last_name: 'Nowak',
    pesel: '80010112340',
    phone: PHONE,
    email: 'jan@example.com',
    postcode: '00-001',
    principal: '300,00',
    currency: 'PLN',
    due_date: '12.01.2026',
  });
  await debtor.until('2026-02-20 12:00');
  const history = await readHistory(world.casework.db, 'pl-consumer', null);
  if (history === null) throw new Error('the campaign was never launched');
  let text = formatHistory(history.head);
  for await (const person of history.persons) text += formatHistory(person);
  expect(text).not.toMatch(/Jan|Nowak|80010112340|451000001|jan@example/);
  const file = join(folder, 'history.jsonl');
  writeFileSync(file, text);
  const { report } = await runSimulation(await prepareGround(projectDirectory()), {
    campaignFile: CAMPAIGN,
    cases: null,
    demoCases: {},
    creditorsFile: demo('creditors.yaml'),
    behaviourFile: file,
    usualBehaviour: demo('behaviour.yaml'),
    pricesFile: join(projectDirectory(), 'campaigns', 'prices', 'pl.yaml'),
    days: 1,
    seed: 'history',
    firstDay: null,
  });
  expect(report.replay).toEqual({ recorded: 7, alike: 7, missing: [], added: [] });
}, 120_000);
