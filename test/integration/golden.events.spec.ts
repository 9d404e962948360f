import { readFileSync } from 'node:fs';
import { Debtor } from './golden.debtor.js';
import { GoldenWorld } from './golden.world.js';

/**
 * What each event does to outreach, a row of the table of the domain at a time, in the cadence for consumers that ships.
 * Left alone, Jan would find this: Tue 13.01. 09:30 and Mon 19.01. 13:00 texts, Fri 16.01. 17:00 a mail, Thu 22.01. 12:00
 * a text about instalments, Mon 26.01. 18:00 a mail about them, Mon 02.02. 11:00 a text, Wed 11.02. 09:00 the demand,
 * Thu 26.02. 16:00 an offer, Fri 13.03. 09:00 the final demand; on 28.03. an agent decides.
 */
let world: GoldenWorld;
beforeAll(async () => {
  world = await GoldenWorld.open(
    ['pl-consumer', 'pl-business'].map((key) => readFileSync(`campaigns/${key}.yaml`, 'utf8')),
  );
}, 120_000);
afterAll(() => world.close());

const PHONE = '+48451000001';
const EMAIL = 'jan@example.com';

const JAN = {
  ref: 'J/1',
  first_name: 'Jan',
  last_name: 'Nowak',
  pesel: '80010112340',
  phone: PHONE,
  email: EMAIL,
  postcode: '00-001',
  principal: '300,00',
  currency: 'PLN',
  due_date: '12.01.2026',
};
/** What he owes besides. */
const OTHER = { ...JAN, ref: 'J/2', principal: '90,00', due_date: '15.01.2026' };

/** Jan owes 300 zł from Monday, 12 January 2026 on; it is that morning. */
async function jan(columns: Record<string, string> = {}): Promise<Debtor> {
  const debtor = new Debtor(world, 'J/1', 'energia', 'Europe/Warsaw', PHONE);
  await world.beginAt(debtor.instant('2026-01-12 08:00'));
  await world.place('consumers', { ...JAN, ...columns });
  return debtor.until('2026-01-12 08:01');
}

const FIRST_WEEK = ['Tue 13.01. 09:30 sms overdue', 'Fri 16.01. 17:00 email overdue'];
const SPRING = '2026-04-30 12:00';

it('left alone, a consumer is written to nine times in sixty days and then comes before an agent', async () => {
  const debtor = await jan();
  await debtor.until(SPRING);
  expect(debtor.found()).toEqual([
    ...FIRST_WEEK,
    'Mon 19.01. 13:00 sms overdue',
    'Thu 22.01. 12:00 sms instalments',
    'Mon 26.01. 18:00 email instalments',
    'Mon 02.02. 11:00 sms overdue',
    'Wed 11.02. 09:00 email demand-bureau',
    'Thu 26.02. 16:00 email settlement-offer',
    'Fri 13.03. 09:00 email final-demand',
  ]);
  expect(await debtor.agents()).toEqual(['28.03. decisions: cadence-exhausted']);
});

describe('paid', () => {
  it('in the second week at noon: gets a receipt, and is told nothing more', async () => {
    const debtor = await jan();
    await debtor.until('2026-01-20 12:00');
    await debtor.pays(300);
    await debtor.until(SPRING);
    expect(debtor.found('2026-01-19 14:00')).toEqual(['Tue 20.01. 12:00 sms payment-receipt']);
    expect([await debtor.owes(), await debtor.over(), await debtor.agents()]).toEqual([0, 'paid', []]);
  });

  it('in the instant in which the next text is about to leave: it does not leave', async () => {
    const debtor = await jan();
    await world.untilPlanned(debtor.instant('2026-01-22 12:00'));
    await debtor.pays(300);
    expect(debtor.found('2026-01-20')).toEqual(['Thu 22.01. 12:00 sms payment-receipt']);
  });
});

it('partial payment: a day of peace, then the cadence goes on and asks for the rest', async () => {
  const debtor = await jan();
  await debtor.until('2026-01-21 18:00');
  await debtor.pays(100);
  await debtor.until('2026-01-26 12:00');
  expect(debtor.found('2026-01-20')).toEqual(['Thu 22.01. 18:00 sms instalments']);
  expect(debtor.words()).toMatch(/200,00/);
  expect(await debtor.owes()).toBe(200);
});

describe('promise', () => {
  it('stands: peace until its date, but for one reminder; kept in full, it closes the case', async () => {
    const debtor = await jan();
    await debtor.until('2026-01-14 12:00');
    expect(await debtor.promises('2026-01-30')).toBe('taken');
    await debtor.until('2026-01-30 15:00');
    expect(debtor.found('2026-01-14')).toEqual([
      expect.stringMatching(/^Wed 28.01. \S+ sms promise-reminder$/),
    ]);
    await debtor.pays(300);
    await debtor.until(SPRING);
    expect(debtor.found('2026-01-29')).toEqual(['Fri 30.01. 15:00 sms payment-receipt']);
    expect(await debtor.over()).toBe('paid');
  });

  it('of a part, kept: the cadence goes on with the rest, and what passed meanwhile is not caught up on', async () => {
    const debtor = await jan();
    await debtor.until('2026-01-14 12:00');
    await debtor.promises('2026-01-23', 100);
    await debtor.until('2026-01-23 10:00');
    await debtor.pays(100);
    await debtor.until('2026-02-03 12:00');
    expect(debtor.found('2026-01-23')).toEqual([
      'Mon 26.01. 18:00 email instalments',
      'Mon 02.02. 11:00 sms overdue',
    ]);
  });

  it('broken: after its two business days of grace one notice, three business days later an agent', async () => {
    const debtor = await jan();
    await debtor.until('2026-01-14 12:00');
    await debtor.promises('2026-01-23');
    await debtor.until(SPRING);
    expect(debtor.found('2026-01-22')).toEqual([
      expect.stringMatching(/^Wed 28.01. \S+ sms promise-broken$/),
    ]);
    expect(await debtor.agents()).toEqual(['02.02. collections: promise-broken']);
  });

  it('a fourth within half a year is not taken', async () => {
    const debtor = await jan();
    await debtor.until('2026-01-14 12:00');
    const days = ['2026-01-20', '2026-01-21', '2026-01-22', '2026-01-23'];
    const answers: string[] = [];
    for (const day of days) answers.push(await debtor.promises(day));
    expect(answers).toEqual(['taken', 'taken', 'taken', 'too-many']);
  });
});

describe('plan active', () => {
  it('reminds of each instalment and says nothing else; paid to the end, the case closes', async () => {
    const debtor = await jan();
    await debtor.until('2026-01-14 12:00');
    await debtor.agreesTo(150, '2026-01-30', '2026-02-27');
    await debtor.until('2026-01-30 10:00');
    await debtor.pays(150);
    await debtor.until('2026-02-27 10:00');
    await debtor.pays(150);
    await debtor.until(SPRING);
    expect(debtor.found('2026-01-14')).toEqual([
      expect.stringMatching(/^Tue 27.01. \S+ sms instalment-due$/),
      expect.stringMatching(/^Tue 24.02. \S+ sms instalment-due$/),
      'Fri 27.02. 10:00 sms payment-receipt',
    ]);
    expect(await debtor.over()).toBe('paid');
  });

  it('missed: a notice with time to cure; broken: an agent; answered: the cadence goes on where the debt has come to', async () => {
    const debtor = await jan();
    await debtor.until('2026-01-14 12:00');
    await debtor.agreesTo(150, '2026-01-30', '2026-02-27');
    await debtor.until('2026-02-12 12:00');
    expect(debtor.found('2026-01-28')).toEqual([
      expect.stringMatching(/^Wed 04.02. \S+ sms instalment-missed$/),
    ]);
    expect(await debtor.agents()).toEqual(['12.02. collections: plan-broken']);
    await debtor.isAnswered();
    await debtor.until('2026-03-13 12:00');
    expect(debtor.found('2026-02-05')).toEqual([
      'Thu 26.02. 16:00 email settlement-offer',
      'Fri 13.03. 09:00 email final-demand',
    ]);
  });

  it('missed and paid within the time to cure: the plan runs on', async () => {
    const debtor = await jan();
    await debtor.until('2026-01-14 12:00');
    await debtor.agreesTo(150, '2026-01-30', '2026-02-27');
    await debtor.until('2026-02-09 12:00');
    await debtor.pays(150);
    await debtor.until('2026-02-25 12:00');
    expect(debtor.found('2026-02-05')).toEqual([
      expect.stringMatching(/^Tue 24.02. \S+ sms instalment-due$/),
    ]);
    expect(await debtor.agents()).toEqual([]);
  });
});

it('settlement, noted as a hold to its deadline: peace until then; lapsed, the whole is asked for again', async () => {
  const debtor = await jan();
  await debtor.until('2026-01-23 12:00');
  await debtor.isHeld('settlement', '2026-02-10 00:00');
  await debtor.until('2026-02-09 23:59');
  expect(debtor.found('2026-01-23')).toEqual([]);
  await debtor.until('2026-02-11 12:00');
  expect(debtor.found('2026-01-23').at(-1)).toBe('Wed 11.02. 09:00 email demand-bureau');
  expect(debtor.words()).toMatch(/300,00/);
});

it('dispute: nothing is asked for, a human answers, what the debtor asks for still comes', async () => {
  const debtor = await jan();
  await debtor.until('2026-01-20 12:00');
  await debtor.disputes();
  expect([await debtor.agents(), await debtor.rests()]).toEqual([
    ['20.01. collections: dispute'],
    ['dispute'],
  ]);
  await debtor.asksForTheLink();
  await debtor.until('2026-02-25 12:00');
  expect(debtor.found('2026-01-20')).toEqual(['Tue 20.01. 12:00 sms link-requested']);
  await debtor.isAnswered();
  await debtor.until('2026-02-26 17:00');
  expect(debtor.found('2026-02-25')).toEqual(['Thu 26.02. 16:00 email settlement-offer']);
});

it('hardship: peace, a human, no call; then the way of instalments', async () => {
  const debtor = await jan();
  await debtor.until('2026-01-14 12:00');
  await debtor.isInHardship();
  expect([await debtor.agents(), await debtor.rests()]).toEqual([
    ['14.01. collections: hardship'],
    ['hardship'],
  ]);
  await debtor.until('2026-02-16 12:00');
  expect(debtor.found('2026-01-14')).toEqual([]);
  await debtor.isAnswered();
  await debtor.agreesTo(
    50,
    '2026-03-02',
    '2026-04-01',
    '2026-05-04',
    '2026-06-01',
    '2026-07-01',
    '2026-08-03',
  );
  await debtor.until('2026-03-02 12:00');
  expect(debtor.found('2026-01-14')).toEqual([expect.stringMatching(/^Fri 27.02. \S+ sms instalment-due$/)]);
});

it('statutory breathing space: a hard stop for all the person’s debts to its end, then the cadence goes on', async () => {
  const debtor = await jan();
  await world.place('consumers', OTHER);
  await debtor.until('2026-01-14 12:00');
  await debtor.isHeld('breathing-space', '2026-03-15 00:00', 'person');
  await debtor.until('2026-03-14 23:59');
  expect(world.found.filter(({ at }) => at > debtor.instant('2026-01-14 12:00'))).toEqual([]);
  await debtor.until(SPRING);
  expect(await debtor.agents()).toEqual(['28.03. decisions: cadence-exhausted']);
});

it('statutory breathing space: interest and costs do not grow, whatever the creditor sends, until it is over', async () => {
  const debtor = await jan({ interest: '10,00' });
  const owed = async () => {
    const found = await world.casework.rows<{ interest: number; costs: number }>(
      "SELECT interest_minor AS interest, costs_minor AS costs FROM cases WHERE ref = 'J/1'",
    );
    return [found[0]?.interest, found[0]?.costs];
  };
  await debtor.until('2026-01-14 12:00');
  await debtor.isHeld('breathing-space', '2026-03-15 00:00', 'person');
  const raised = await world.place('consumers', { ...JAN, interest: '12,50', costs: '40,00' });
  expect(raised).toMatchObject({ counts: { updated: 1 }, frozen: 1 });
  expect(await owed()).toEqual([1_000, 0]);
  await world.place('consumers', { ...JAN, interest: '8,00', costs: '40,00' });
  expect(await owed()).toEqual([800, 0]);
  await debtor.until('2026-03-15 12:00');
  await world.place('consumers', { ...JAN, interest: '8,50', costs: '0,00' });
  expect(await owed()).toEqual([850, 0]);
});

describe.each([
  ['deceased', (debtor: Debtor) => debtor.hasDied(), ['22.01. collections: deceased']],
  ['insolvency', (debtor: Debtor) => debtor.isInsolvent(), ['22.01. collections: insolvent']],
  ['represented by a lawyer', (debtor: Debtor) => debtor.hasALawyer(), ['22.01. collections: represented']],
  ['cease', (debtor: Debtor) => debtor.wantsNoContact(), []],
])('%s', (_event, happens, agents) => {
  it('ends all messages at once, also one that is about to leave, and of other debts', async () => {
    const debtor = await jan();
    await world.place('consumers', OTHER);
    await world.untilPlanned(debtor.instant('2026-01-22 12:00'));
    await happens(debtor);
    expect(await debtor.agents()).toEqual(agents);
    await debtor.until(SPRING);
    expect(world.found.filter(({ at }) => at >= debtor.instant('2026-01-22 12:00'))).toEqual([]);
  });
});

it('wrong party: the number is forgotten and never used again, whoever gives it; nobody is told anything', async () => {
  const debtor = await jan();
  await debtor.until('2026-01-20 12:00');
  await debtor.isSomebodyElse();
  await world.place('consumers', OTHER);
  const ewa = { ref: 'E/1', first_name: 'Ewa', pesel: '85050512347', email: 'ewa@example.com' };
  await world.place('consumers', { ...OTHER, ...ewa });
  await debtor.until(SPRING);
  const later = world.found.filter(({ at }) => at > debtor.instant('2026-01-20 12:00'));
  expect(later.filter(({ channel, to }) => channel === 'sms' || to === PHONE)).toEqual([]);
  expect(later.length).toBeGreaterThan(3);
  const kept = await world.casework.rows('SELECT value FROM contact_points WHERE value = $1', [PHONE]);
  expect(kept).toEqual([]);
  expect(await world.casework.rows('SELECT channel, reason FROM suppressions')).toEqual([
    { channel: '*', reason: 'wrong-party' },
  ]);
});

it('opt-out: texts end at once, which is confirmed; mails go on', async () => {
  const debtor = await jan();
  await debtor.until('2026-01-20 12:00');
  await debtor.saysStop();
  await debtor.until(SPRING);
  expect(debtor.found('2026-01-20')).toEqual([
    'Tue 20.01. 12:00 sms opt-out-confirmation',
    'Mon 26.01. 18:00 email instalments',
    'Wed 11.02. 09:00 email demand-bureau',
    'Thu 26.02. 16:00 email settlement-offer',
    'Fri 13.03. 09:00 email final-demand',
  ]);
});

it('unreachable: every other channel is tried, outreach rests while a person refreshes the data, then it goes on', async () => {
  const debtor = await jan();
  world.dead.add(PHONE).add(EMAIL);
  await debtor.until('2026-02-20 12:00');
  expect(debtor.found()).toEqual([]);
  expect(await debtor.agents()).toEqual(['16.02. data: unreachable']);
  await world.place('consumers', { ...JAN, phone: '+48451000077', email: 'jan.nowak@example.com' });
  await debtor.isAnswered();
  await debtor.until('2026-02-26 17:00');
  expect(debtor.found()).toEqual(['Thu 26.02. 16:00 email settlement-offer']);
});

describe('time-barred', () => {
  it('a consumer is asked for nothing from that day on', async () => {
    const debtor = await jan({ time_barred_on: '2026-01-20' });
    await debtor.until(SPRING);
    expect(debtor.found()).toEqual([...FIRST_WEEK, 'Mon 19.01. 13:00 sms overdue']);
  });

  it('a business is asked for nothing either until a person has looked', async () => {
    const firm = new Debtor(world, 'F/1', 'energia', 'Europe/Warsaw', PHONE);
    await world.beginAt(firm.instant('2026-01-12 08:00'));
    await world.place('businesses', {
      ref: 'F/1',
      company_name: 'Firma sp. z o.o.',
      nip: '5260001246',
      kind: 'business',
      phone: PHONE,
      email: 'biuro@firma.example',
      postcode: '00-001',
      principal: '9000,00',
      currency: 'PLN',
      due_date: '12.01.2026',
      time_barred_on: '2026-02-01',
    });
    await firm.until('2026-01-19 12:00');
    expect(await firm.agents()).toEqual(['19.01. account-managers: overdue-invoices']);
    await firm.isAnswered();
    await firm.until('2026-02-03 12:00');
    expect(firm.found()).toEqual(['Thu 15.01. 10:00 email business-statement']);
    expect(await firm.agents()).toEqual([
      '19.01. account-managers: overdue-invoices',
      '02.02. data: time-barred',
    ]);
  });
});
