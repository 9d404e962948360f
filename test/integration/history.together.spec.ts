import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import type { RecordedPerson } from '#domain';
import { Debtor } from './golden.debtor.js';
import { GoldenWorld } from './golden.world.js';
import { liveAgain } from './lived-again.js';

/** Both messages may cover several cases; the second is always put off: it is due when nobody may be written to. */
const TOGETHER = `
key: shared
name: Several cases in one message
version: 1
country: PL
zone: Europe/Warsaw
policies: [pl-default]
audience: { currency: PLN, kind: consumer }
steps:
  - { key: notice, type: send, at: { dpd: 3, time: '10:00' }, channels: [{ channel: sms }, { channel: email }], template: overdue, together: { template: overdue-together, withinDays: 2 } }
  - { key: answer, type: branch, on: response, within: { days: 5, time: '12:00' }, cases: { responded: mail, none: mail, unreachable: done } }
  - { key: mail, type: send, at: { dpd: 9, time: '21:30' }, channels: [{ channel: sms }, { channel: email }], template: overdue, together: { template: overdue-together, withinDays: 3 } }
  - { key: last, type: send, at: { dpd: 13, time: '10:00' }, channel: email, template: overdue, together: { template: overdue-together } }
  - { key: done, type: end }
`;

let world: GoldenWorld;
let folder: string;

beforeAll(async () => {
  world = await GoldenWorld.open([TOGETHER]);
  folder = mkdtempSync(join(tmpdir(), 'dunlin-history-'));
}, 120_000);
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

/** One person with cases `<name>/1`, `<name>/2` …, due on days of January. */
async function owes(name: string, number: number, dueDays: readonly number[]): Promise<Debtor[]> {
  const phone = `+48451000${100 + number}`;
  for (const [index, day] of dueDays.entries())
    await world.place('consumers', {
      ref: `${name}/${index + 1}`,
      debtor_ref: `debtor-${number}`,
      first_name: 'Jan',
      last_name: `Nowak${number}`,
      phone,
      email: `jan${number}@example.com`,
      postcode: '00-001',
      principal: `${index + 3}00,00`,
      currency: 'PLN',
      due_date: `${String(day).padStart(2, '0')}.01.2026`,
    });
  return dueDays.map(
    (_day, index) => new Debtor(world, `${name}/${index + 1}`, 'energia', 'Europe/Warsaw', phone),
  );
}

it('messages for several cases are the same again, whatever becomes of each case before they leave', async () => {
  const anybody = new Debtor(world, 'any', 'energia', 'Europe/Warsaw', '');
  await world.beginAt(anybody.instant('2026-01-07 08:00'));
  await world.casework.rows('UPDATE campaigns SET created_at = business_now()');
  await owes('A', 1, [12, 12]);
  // The case that came in first is the youngest debt.
  await owes('B', 2, [13, 12, 12]);
  world.dead.add('+48451000102');
  const [paid] = await owes('C', 3, [12, 12, 13]);
  const [, partly] = await owes('D', 4, [12, 12]);
  const [disputed] = await owes('E', 5, [12, 12, 14]);
  const [, held] = await owes('F', 6, [12, 12]);
  await owes('G', 7, [12, 12]);
  world.dead.add('+48451000107').add('jan7@example.com');
  const [heldForANight] = await owes('H', 8, [12, 12]);
  const [, heldAltogether] = await owes('I', 9, [12, 12, 12]);
  // Pays a little every evening, so that the message waits until its next step overtakes it.
  const [payingOn] = await owes('J', 10, [12, 13]);
  await anybody.until('2026-01-20 12:00');
  await held?.isHeld('asked', '2026-01-24 12:00');
  // The second message of each has been planned, and waits for the morning.
  await anybody.until('2026-01-21 23:00');
  await paid?.pays(300);
  await partly?.pays(50);
  await disputed?.disputes();
  await heldForANight?.isHeld('asked', '2026-01-22 06:00');
  await heldAltogether?.isHeld('asked', '2026-01-22 06:00', 'person');
  await payingOn?.pays(10);
  await anybody.until('2026-01-22 23:00');
  await payingOn?.pays(10);
  await anybody.until('2026-01-23 09:00');
  await disputed?.isReleased('dispute');
  await anybody.until('2026-01-23 23:00');
  await payingOn?.pays(10);
  await anybody.until('2026-02-10 12:00');
  const file = join(folder, 'shared.yaml');
  writeFileSync(file, TOGETHER);
  const { persons, replay } = await liveAgain(world, folder, { key: 'shared', file });
  const legs = persons.flatMap((person) => person.legs);
  expect(legs.filter(({ step }) => step === 'mail').map(told)).toEqual([
    '22.01. 08:00 A/1 A/2',
    '22.01. 08:00 B/2 B/3 B/1',
    '22.01. 08:00 C/2 C/3',
    '23.01. 08:00 D/1 D/2',
    '22.01. 08:00 E/2',
    '24.01. 09:00 E/3',
    '22.01. 08:00 F/1',
    '24.01. 12:00 F/2',
    '22.01. 08:00 H/1 H/2',
    '26.01. 08:00 J/2',
  ]);
  expect(replay).toEqual({ recorded: legs.length, alike: legs.length, missing: [], added: [] });
}, 120_000);

/** `22.01. 08:00 B/2 B/3`: when, and of which cases. */
function told({ at, case: ref, covers = [ref] }: RecordedPerson['legs'][number]): string {
  const when = DateTime.fromMillis(at, { zone: 'Europe/Warsaw' }).toFormat('dd.MM. HH:mm');
  return `${when} ${covers.join(' ').replaceAll('energia/', '')}`;
}
