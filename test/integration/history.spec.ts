import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectDirectory } from '#platform';
import { Debtor } from './golden.debtor.js';
import { GoldenWorld } from './golden.world.js';
import { liveAgain } from './lived-again.js';

const CAMPAIGN = join(projectDirectory(), 'campaigns', 'pl-consumer.yaml');
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
  const { text, replay } = await liveAgain(world, folder, { key: 'pl-consumer', file: CAMPAIGN });
  expect(text).not.toMatch(/Jan|Nowak|80010112340|451000001|jan@example/);
  expect(replay).toEqual({ recorded: 7, alike: 7, missing: [], added: [] });
}, 120_000);
