import { Debtor } from './golden.debtor.js';
import { GoldenWorld } from './golden.world.js';

/** What each pack that ships does to messages at awkward times, as their debtors' phones show it. */

interface Setting {
  readonly pack: string;
  readonly country: string;
  readonly currency: string;
  readonly zone: string;
  readonly kind?: 'business';
  /** A step a day: days past due and local time, and the channel. */
  readonly steps: readonly [number, string, 'sms' | 'email'][];
  readonly template: string;
}

const HEADER = { country: 'PL', currency: 'PLN', zone: 'Europe/Warsaw', template: 'overdue' };
const POLISH: Setting['steps'] = [
  [1, '10:00', 'sms'],
  [2, '21:00', 'sms'],
  [4, '10:00', 'sms'],
  [6, '10:00', 'sms'],
];
const SETTINGS: Readonly<Record<string, Setting>> = {
  consumers: { ...HEADER, pack: 'pl-default', steps: POLISH },
  strict: { ...HEADER, pack: 'pl-strict', steps: POLISH },
  businesses: { ...HEADER, pack: 'pl-b2b', steps: POLISH, kind: 'business', template: 'business-statement' },
  american: {
    pack: 'us-regf',
    country: 'US',
    currency: 'USD',
    zone: 'America/Los_Angeles',
    template: 'us-reminder',
    steps: [
      [3, '20:00', 'sms'],
      [4, '10:00', 'sms'],
      [5, '10:00', 'email'],
    ],
  },
  british: {
    pack: 'uk-conc',
    country: 'GB',
    currency: 'GBP',
    zone: 'Europe/London',
    template: 'overdue',
    steps: [
      [3, '10:00', 'sms'],
      [8, '18:00', 'sms'],
    ],
  },
  european: {
    pack: 'eu-base',
    country: 'DE',
    currency: 'EUR',
    zone: 'Europe/Berlin',
    template: 'overdue',
    steps: [
      [1, '21:00', 'sms'],
      [23, '18:00', 'sms'],
    ],
  },
};

/** Cases enter the campaign of their own pack alone: each has an amount of its own. */
function campaignOf(portfolio: string, of: Setting): string {
  const steps = of.steps.map(([dpd, time, channel]) => {
    const way = `channel: ${channel}, template: ${of.template}`;
    return `  - { key: day-${dpd}, type: send, at: { dpd: ${dpd}, time: '${time}' }, ${way} }`;
  });
  const amount = amountOf(portfolio);
  return `
key: ${portfolio}
name: ${of.pack}
version: 1
country: ${of.country}
zone: ${of.zone}
policies: [${of.pack}]
audience: { currency: ${of.currency}, kind: ${of.kind ?? 'consumer'}, balance: { min: ${amount}, max: ${amount} } }
steps:
${steps.join('\n')}
  - { key: done, type: end }
`;
}

const amountOf = (portfolio: string): number => 100 + Object.keys(SETTINGS).indexOf(portfolio);

let world: GoldenWorld;
beforeAll(async () => {
  world = await GoldenWorld.open(Object.entries(SETTINGS).map(([ref, setting]) => campaignOf(ref, setting)));
}, 120_000);
afterAll(() => world.close());

/** Somebody of that portfolio, on the day on which the debt falls due. */
async function debtorOf(
  portfolio: string,
  creditor: string,
  dueOn: string,
  columns: Record<string, string>,
): Promise<Debtor> {
  const setting = SETTINGS[portfolio];
  if (setting === undefined) throw new Error(`no portfolio ${portfolio}`);
  const phone = columns.phone ?? '+48451000001';
  const debtor = new Debtor(world, 'P/1', creditor, setting.zone, phone);
  await world.beginAt(debtor.instant(`${dueOn} 08:00`));
  await world.place(portfolio, {
    ref: 'P/1',
    first_name: 'Jan',
    last_name: 'Nowak',
    phone,
    email: 'jan@example.com',
    postcode: '00-001',
    principal: `${amountOf(portfolio)}.00`,
    currency: setting.currency,
    due_date: dueOn,
    time_barred_on: '2031-01-01',
    ...columns,
  });
  return debtor;
}

const PESEL = { pesel: '80010112340' };

describe('over Corpus Christi, a Thursday', () => {
  it('pl-default: nothing at night nor on the holiday, one a day, three in seven days', async () => {
    const debtor = await debtorOf('consumers', 'energia', '2026-06-01', PESEL);
    await debtor.until('2026-06-20 12:00');
    expect(debtor.found()).toEqual([
      'Tue 02.06. 10:00 sms overdue',
      'Fri 05.06. 08:00 sms overdue',
      'Sat 06.06. 09:00 sms overdue',
      'Tue 09.06. 10:00 sms overdue',
    ]);
  });

  it('pl-strict: the same, and nothing before nine', async () => {
    const debtor = await debtorOf('strict', 'energia', '2026-06-01', PESEL);
    await debtor.until('2026-06-20 12:00');
    expect(debtor.found()).toEqual([
      'Tue 02.06. 10:00 sms overdue',
      'Fri 05.06. 09:00 sms overdue',
      'Sat 06.06. 09:00 sms overdue',
      'Tue 09.06. 10:00 sms overdue',
    ]);
  });

  it('pl-b2b: in the hours of offices; what waits over a weekend is overtaken by what is due meanwhile', async () => {
    const columns = { company_name: 'Firma sp. z o.o.', nip: '5260001246', kind: 'business' };
    const debtor = await debtorOf('businesses', 'energia', '2026-06-01', columns);
    await debtor.until('2026-06-20 12:00');
    expect(debtor.found()).toEqual([
      'Tue 02.06. 10:00 sms business-statement',
      'Fri 05.06. 08:00 sms business-statement',
      'Mon 08.06. 08:00 sms business-statement',
    ]);
  });
});

it('us-regf: from eight to nine in every zone where they may be, on holidays too; each text says how to stop it', async () => {
  const debtor = await debtorOf('american', 'power', '2026-06-30', {
    phone: '+12125550123',
    zone: 'America/Los_Angeles',
    country: 'US',
    language: 'en',
    postcode: '90001',
    birth_date: '1980-01-01',
  });
  await debtor.until('2026-07-06 12:00');
  expect(debtor.found()).toEqual([
    'Sat 04.07. 08:00 sms us-reminder',
    'Sat 04.07. 10:00 sms us-reminder',
    'Sun 05.07. 10:00 email us-reminder',
  ]);
  for (const { text, channel } of debtor.messages()) {
    if (channel === 'sms') expect(text).toContain('No texts: see page');
  }
});

it('uk-conc: a holiday of one part of the country is one for all, and Saturday ends at five', async () => {
  const debtor = await debtorOf('british', 'mains', '2026-07-10', {
    phone: '+447400123456',
    country: 'GB',
    language: 'en',
    postcode: 'BT1 1AA',
    birth_date: '1980-01-01',
  });
  await debtor.until('2026-07-25 12:00');
  expect(debtor.found()).toEqual(['Tue 14.07. 08:00 sms overdue', 'Mon 20.07. 08:00 sms overdue']);
});

it('eu-base: over the German holiday, and over the night in which clocks go back', async () => {
  const debtor = await debtorOf('european', 'strom', '2026-10-01', {
    phone: '+4915112345678',
    country: 'DE',
    language: 'en',
    postcode: '10115',
    birth_date: '1980-01-01',
  });
  await debtor.until('2026-10-30 12:00');
  expect(debtor.found()).toEqual(['Mon 05.10. 08:00 sms overdue', 'Mon 26.10. 08:00 sms overdue']);
});
