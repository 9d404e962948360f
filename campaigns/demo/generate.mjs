/**
 * Writes the demo portfolio beside this file: consumers.csv (1,000 rows), payments.csv, and by businesses.mjs
 * businesses.csv (150 rows) and invoices.csv (400). Plain Node, no packages;
 * the same seed always writes the same bytes. Run: node campaigns/demo/generate.mjs
 *
 * The demo starts on Monday 2026-01-12 at 08:00 in Warsaw. Due dates are set against that day, so that days past due
 * spread from -5 to 80.
 *
 * Nobody in here exists.
 * - E-mail addresses are under example.com, example.org and example.net, which RFC 2606 keeps from ever existing.
 * - Poland keeps no phone numbers for fiction. The Polish ones start with +48 451, 452, 453, 455, 456, 457 or 458,
 *   which look unassigned: the numbering plan admits them as mobile (libphonenumber calls them valid), yet its carrier
 *   table (resources/carrier/en/48.txt) lists no operator for them. Some debtors have Swedish numbers, from the range
 *   070-174 06 05 to 99 that the regulator PTS keeps for fiction. The landlines are of the same making as the faults.
 * - A PESEL here has a right check digit and agrees with the birth date, and both are drawn by chance.
 *
 * About three rows in a hundred have faults, as files from real systems do; `faults` below lists each kind with what
 * an import should make of it. Faulty rows are spread over the file. Some good rows are written untidily on purpose:
 * surplus spaces, ISO dates, amounts with a full stop, names in quotes with a semicolon, two cases of one person.
 */
import { writeFileSync } from 'node:fs';
import { businessColumns, businessRows, invoiceColumns } from './businesses.mjs';

const SEED = 20260112;
const START_DAY = Date.UTC(2026, 0, 12) / 86_400_000;
const CASES = 1_000;

/* ---- chance ---------------------------------------------------------------------------------------------------- */

let state = SEED;

/** mulberry32: numbers in [0, 1). */
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

const between = (low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (list) => list[Math.floor(random() * list.length)];
const chance = (share) => random() < share;

/* ---- people ---------------------------------------------------------------------------------------------------- */

const names = {
  pl: {
    f: 'Anna Maria Katarzyna Małgorzata Agnieszka Barbara Ewa Krystyna Elżbieta Magdalena Joanna Aleksandra Monika Zofia Teresa Danuta Natalia Karolina Marta Beata Dorota Halina Jadwiga Janina Alicja Jolanta Grażyna Iwona Irena Paulina Justyna Zuzanna Bożena Wiktoria Urszula Renata Hanna Emilia Łucja Żaneta',
    m: 'Piotr Krzysztof Andrzej Tomasz Jan Paweł Michał Marcin Jakub Adam Marek Grzegorz Mateusz Wojciech Mariusz Dariusz Zbigniew Maciej Rafał Robert Kamil Jerzy Szymon Dawid Jacek Ryszard Kacper Tadeusz Łukasz Jarosław Sławomir Henryk Sebastian Przemysław Bartosz Stanisław Józef Czesław Ścibor Wiesław',
    last: 'Nowak Wójcik Kowalczyk Woźniak Mazur Krawczyk Kaczmarek Zając Król Wieczorek Jabłoński:a Kowalski:a Wiśniewski:a Kamiński:a Lewandowski:a Zieliński:a Szymański:a Dąbrowski:a Kozłowski:a Piotrowski:a Grabowski:a Nowakowski:a Pawłowski:a Michalski:a Dudek Wróbel Stępień Adamczyk Górski:a Sikora Walczak Baran Rutkowski:a Michalak Szewczyk Ostrowski:a Tomaszewski:a Pietrzak Zalewski:a Wróblewski:a Jasiński:a Marciniak Sadowski:a Bąk Jakubowski:a Wilk Włodarczyk Chmielewski:a Borkowski:a Sokołowski:a Szczepański:a Sawicki:a Kucharski:a Lis Maciejewski:a Kubiak Kalinowski:a Mazurek Wysocki:a Kołodziej Żak Gąsior Łęcki:a Źrebiec Ćwik',
  },
  uk: {
    f: 'Oksana Olena Iryna Nataliia Tetiana Svitlana Yuliia Kateryna Mariia Halyna',
    m: 'Oleksandr Serhii Andrii Volodymyr Mykola Dmytro Ivan Yurii Bohdan Taras',
    last: 'Shevchenko Kovalenko Bondarenko Tkachenko Kravchenko Oliinyk Lysenko Melnyk Savchenko Moroz Rudenko Petrenko',
  },
  en: {
    f: 'Emily Sarah Charlotte Grace Aisha Priya Laura Hannah',
    m: 'James Oliver Thomas Daniel Samuel Rahul George Liam',
    last: 'Example Sample Taylor Walker Hughes Patel Murphy Bennett Clarke Osei',
  },
};
for (const language of Object.values(names)) {
  for (const list of Object.keys(language)) language[list] = language[list].split(' ');
}

const places = [
  ['Warszawa', '00', '04'],
  ['Kraków', '30', '31'],
  ['Łódź', '90', '94'],
  ['Wrocław', '50', '54'],
  ['Poznań', '60', '61'],
  ['Gdańsk', '80', '80'],
  ['Szczecin', '70', '71'],
  ['Bydgoszcz', '85', '85'],
  ['Lublin', '20', '20'],
  ['Białystok', '15', '15'],
  ['Katowice', '40', '40'],
  ['Rzeszów', '35', '35'],
  ['Kielce', '25', '25'],
  ['Olsztyn', '10', '11'],
  ['Zielona Góra', '65', '66'],
  ['Opole', '45', '46'],
  ['Toruń', '87', '87'],
  ['Żory', '44', '44'],
];
const streets = [
  'ul. Polna',
  'ul. Leśna',
  'ul. Słoneczna',
  'ul. Krótka',
  'ul. Szkolna',
  'ul. Ogrodowa',
  'ul. Lipowa',
  'ul. Łąkowa',
  'ul. Brzozowa',
  'ul. Kwiatowa',
  'ul. Kościelna',
  'ul. Źródlana',
  'al. Niepodległości',
  'os. Zielone',
  'pl. Wolności',
  'ul. Świętojańska',
];

const plain = (text) =>
  text
    .replace(/ł/gi, 'l')
    .normalize('NFD')
    .replace(/[^a-z]/gi, '')
    .toLowerCase();

const mobilePrefixes = ['451', '452', '453', '455', '456', '457', '458'];
const usedPhones = new Set();

function polishMobile() {
  for (;;) {
    const digits = `${pick(mobilePrefixes)}${String(between(0, 999_999)).padStart(6, '0')}`;
    if (usedPhones.has(digits)) continue;
    usedPhones.add(digits);
    return digits;
  }
}

let nextSwedish = 605;
const swedishMobile = () => `+46701740${nextSwedish++}`;

/** The many ways in which the same number is written. */
function writePhone(digits) {
  if (digits.startsWith('+')) return digits;
  const spaced = `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`;
  return pick([
    digits,
    spaced,
    `+48${digits}`,
    `+48 ${spaced}`,
    `0048${digits}`,
    spaced.replaceAll(' ', '-'),
  ]);
}

function birth() {
  const day = between(Date.UTC(1948, 0, 1) / 86_400_000, Date.UTC(2006, 5, 30) / 86_400_000);
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

function peselOf(birthDate, gender) {
  const [year, month, day] = birthDate.split('-').map(Number);
  const coded = month + (year >= 2000 ? 20 : 0);
  const serial = `${between(0, 999).toString().padStart(3, '0')}${between(0, 4) * 2 + (gender === 'm' ? 1 : 0)}`;
  const two = (number) => String(number).padStart(2, '0');
  const digits = `${two(year % 100)}${two(coded)}${two(day)}${serial}`;
  const weights = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

const usedMailboxes = new Map();

function mailboxOf(first, last) {
  const base = `${plain(first)}.${plain(last)}`;
  const count = (usedMailboxes.get(base) ?? 0) + 1;
  usedMailboxes.set(base, count);
  return `${base}${count === 1 ? '' : count}@${pick(['example.com', 'example.com', 'example.org', 'example.net'])}`;
}

function person() {
  const roll = random();
  const language = roll < 0.9 ? 'pl' : roll < 0.97 ? 'uk' : 'en';
  const gender = chance(0.5) ? 'f' : 'm';
  const first = pick(names[language][gender]);
  const [stem, ending] = pick(names[language].last).split(':');
  const last = ending && gender === 'f' ? `${stem.slice(0, -1)}${ending}` : stem;
  const birthDate = birth();
  const [city, low, high] = pick(places);
  return {
    first,
    last,
    gender,
    language,
    birthDate,
    pesel: peselOf(birthDate, gender),
    street: `${pick(streets)} ${between(1, 148)}${chance(0.6) ? `/${between(1, 60)}` : ''}`,
    postcode: `${String(between(Number(low), Number(high))).padStart(2, '0')}-${String(between(1, 999)).padStart(3, '0')}`,
    city,
    phone: writePhone(language === 'en' && nextSwedish < 640 ? swedishMobile() : polishMobile()),
    email: chance(0.86) ? mailboxOf(first, last) : '',
  };
}

/* ---- debts ----------------------------------------------------------------------------------------------------- */

const creditors = [
  {
    ref: 'zielona-dolina',
    portfolio: 'ZD-2026-01',
    prefix: 'ZD',
    titles: [
      (n, month) => `Faktura za energię elektryczną nr ${n}/${month}`,
      (n, month) => `Faktura za gaz nr G/${n}/${month}`,
      (n, month) => `Rozliczenie roczne energii nr R/${n}/${month}`,
    ],
    amount: () => between(6_500, 148_000),
    costs: () => (chance(0.3) ? 4_000 : 0),
  },
  {
    ref: 'lacze-polnoc',
    portfolio: 'LP-2026-01',
    prefix: 'LP',
    titles: [
      (n, month) => `Faktura za internet nr ${n}/${month}`,
      (n, month) => `Abonament telefoniczny ${month}, umowa ${n}`,
      (n) => `Rata za urządzenie, umowa ${n}`,
    ],
    amount: () => (chance(0.8) ? between(3_900, 42_000) : between(42_000, 320_000)),
    costs: () => (chance(0.2) ? 2_500 : 0),
  },
];

const isoDay = (day) => new Date(day * 86_400_000).toISOString().slice(0, 10);
const polishDay = (iso) => iso.split('-').reverse().join('.');
const writeDate = (iso) => (chance(0.75) ? polishDay(iso) : iso);

/** '1 234,50', '1234,50' or '1234.50'; some systems put a no-break space between thousands. */
function writeAmount(minor) {
  const whole = String(Math.floor(minor / 100));
  const cents = String(minor % 100).padStart(2, '0');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, chance(0.3) ? '\u00a0' : ' ');
  return pick([`${grouped},${cents}`, `${grouped},${cents}`, `${whole},${cents}`, `${whole}.${cents}`]);
}

/** Statutory delay interest on consumers' debts, roughly; what counts is what the creditor's file says. */
const interestOf = (principal, dpd) => Math.max(0, Math.round((principal * 0.0975 * dpd) / 365));

function daysPastDue() {
  const roll = random();
  if (roll < 0.1) return between(-5, 0);
  if (roll < 0.45) return between(1, 14);
  if (roll < 0.7) return between(15, 30);
  if (roll < 0.88) return between(31, 60);
  return between(61, 80);
}

function debt(index, debtor) {
  const creditor = chance(0.55) ? creditors[0] : creditors[1];
  const dpd = daysPastDue();
  const principal = creditor.amount();
  const due = START_DAY - dpd;
  const number = 10_000 + index * 7;
  const [year, inYear] = isoDay(due - 14).split('-');
  const month = `${inYear}/${year}`;
  return {
    ...debtor,
    creditor: creditor.ref,
    portfolio: creditor.portfolio,
    ref: `${creditor.prefix}/2026/${String(index + 1).padStart(5, '0')}`,
    title: pick(creditor.titles)(number, month),
    principal,
    interest: interestOf(principal, dpd),
    costs: dpd > 0 ? creditor.costs() : 0,
    currency: 'PLN',
    issued: isoDay(due - 14),
    due: isoDay(due),
    barred: '',
  };
}

/* ---- faults ---------------------------------------------------------------------------------------------------- */

/** Each kind of fault, how many rows have it, and what it does to the written row. */
const faults = [
  // Data queue: no way to reach the debtor.
  [3, (row) => Object.assign(row, { telefon: '', email: '' })],
  // Good row, phone left out: the mailbox still serves.
  [3, (row) => Object.assign(row, { telefon: '', email: `sprawa-${row.nr_sprawy.slice(-5)}@example.com` })],
  // Data queue: a landline takes no SMS, and there is no mailbox.
  [3, (row) => Object.assign(row, { telefon: '22 300 11 22', email: '' })],
  // Refused: a number that is none.
  [2, (row) => Object.assign(row, { telefon: '4510', email: '' })],
  // Refused: a date that does not exist.
  [2, (row) => Object.assign(row, { termin_platnosci: '31.02.2026' })],
  // Refused: two decimal marks.
  [2, (row) => Object.assign(row, { kwota_glowna: '1,234,5' })],
  // Refused: an amount that is none.
  [1, (row) => Object.assign(row, { kwota_glowna: 'brak' })],
  // Refused: a currency that does not exist.
  [2, (row) => Object.assign(row, { waluta: 'XXX' })],
  // Data queue: nothing to prove identity with on the self-service page.
  [3, (row) => Object.assign(row, { kod_pocztowy: '', data_urodzenia: '', pesel: '' })],
  // Refused: a wrong check digit.
  [1, (row) => Object.assign(row, { pesel: `${row.pesel.slice(0, 10)}${(Number(row.pesel[10]) + 1) % 10}` })],
  // Refused: nobody and nothing to pay for.
  [1, (row) => Object.assign(row, { nazwisko: '', tytul: '' })],
  // Refused: an address that is none.
  [1, (row) => Object.assign(row, { telefon: '', email: 'anna.nowak(at)example.com' })],
  // Data queue: time-barred, with the day and without it.
  [
    2,
    (row) =>
      Object.assign(row, {
        data_wystawienia: '01.02.2019',
        termin_platnosci: '15.02.2019',
        data_przedawnienia: '31.12.2022',
      }),
  ],
  [2, (row) => Object.assign(row, { data_wystawienia: '2020-05-18', termin_platnosci: '2020-06-01' })],
];
const DUPLICATED_REFS = 3;

/** Untidy, but right. */
const untidiness = [
  [
    6,
    (row) =>
      Object.assign(row, {
        imie: `  ${row.imie} `,
        nazwisko: `${row.nazwisko}  `,
        email: row.email && ` ${row.email} `,
      }),
  ],
  [3, (row) => Object.assign(row, { nazwisko: `${row.nazwisko}; spadkobiercy` })],
  [2, (row) => Object.assign(row, { nazwisko: `${row.nazwisko} "Senior"` })],
  [2, (row) => Object.assign(row, { tytul: `${row.tytul}\n(korekta)` })],
  [3, (row) => Object.assign(row, { plec: '' })],
  [3, (row) => Object.assign(row, { plec: row.plec.toLowerCase(), waluta: 'pln' })],
];

function apply(kinds, rows, first, step) {
  let at = first;
  for (const [count, change] of kinds) {
    for (let done = 0; done < count; done += 1) {
      change(rows[at]);
      at += step;
    }
  }
}

/* ---- files ----------------------------------------------------------------------------------------------------- */

const BOM = '\ufeff';

function csv(columns, rows) {
  const quote = (value) => (/[;"\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const lines = rows.map((row) => columns.map((column) => quote(row[column])).join(';'));
  return `${BOM}${columns.join(';')}\r\n${lines.join('\r\n')}\r\n`;
}

const consumerColumns = [
  'wierzyciel',
  'portfel',
  'nr_sprawy',
  'tytul',
  'imie',
  'nazwisko',
  'plec',
  'pesel',
  'data_urodzenia',
  'ulica',
  'kod_pocztowy',
  'miejscowosc',
  'telefon',
  'email',
  'jezyk',
  'kwota_glowna',
  'odsetki',
  'koszty',
  'waluta',
  'data_wystawienia',
  'termin_platnosci',
  'data_przedawnienia',
];

const consumerRow = (each) => ({
  wierzyciel: each.creditor,
  portfel: each.portfolio,
  nr_sprawy: each.ref,
  tytul: each.title,
  imie: each.first,
  nazwisko: each.last,
  plec: each.gender === 'f' ? 'K' : 'M',
  pesel: each.pesel,
  data_urodzenia: writeDate(each.birthDate),
  ulica: each.street,
  kod_pocztowy: each.postcode,
  miejscowosc: each.city,
  telefon: each.phone,
  email: each.email,
  jezyk: each.language,
  kwota_glowna: writeAmount(each.principal),
  odsetki: writeAmount(each.interest),
  koszty: each.costs === 0 && chance(0.5) ? '' : writeAmount(each.costs),
  waluta: each.currency,
  data_wystawienia: writeDate(each.issued),
  termin_platnosci: writeDate(each.due),
  data_przedawnienia: each.barred,
});

const people = [];
const debts = [];
for (let index = 0; index < CASES; index += 1) {
  // Some people owe twice, to one creditor or to both: their caps are one person's.
  const debtor = people.length > 20 && chance(0.06) ? pick(people) : person();
  people.push(debtor);
  debts.push(debt(index, debtor));
}

const rows = debts.map(consumerRow);
apply(faults, rows, 17, 31);
apply(untidiness, rows, 24, 31);
for (let index = 0; index < DUPLICATED_REFS; index += 1) {
  const [original, copy] = [rows[100 + index * 200], rows[160 + index * 200]];
  Object.assign(copy, {
    nr_sprawy: original.nr_sprawy,
    wierzyciel: original.wierzyciel,
    portfel: original.portfel,
  });
}

const paymentColumns = [
  'numer_wplaty',
  'wierzyciel',
  'nr_sprawy',
  'tytul_przelewu',
  'kwota',
  'waluta',
  'data_wplaty',
];

/** Payments that came in by bank before the demo starts; those in full end their cases before the first word. */
function paymentRows() {
  const touched = new Set(rows.flatMap((row, index) => (row.nr_sprawy === debts[index].ref ? [] : [index])));
  const payable = debts.filter(
    (each, index) => index % 31 !== 17 && index % 31 !== 24 && !touched.has(index) && each.due < '2026-01-12',
  );
  const result = [];
  for (let index = 0; index < 48; index += 1) {
    const each = payable[(index * 19 + 5) % payable.length];
    const total = each.principal + each.interest + each.costs;
    const share = index % 3 === 0 ? pick([0.2, 0.25, 0.5]) : 1;
    const byTitle = index % 4 === 3;
    result.push({
      numer_wplaty: `WB/2026/01/${String(index + 1).padStart(4, '0')}`,
      wierzyciel: each.creditor,
      nr_sprawy: byTitle ? '' : each.ref,
      tytul_przelewu: byTitle
        ? `Spłata, sprawa ${each.ref}`
        : pick(['', 'spłata', each.title, `rata ${each.ref}`]),
      kwota: writeAmount(Math.max(100, Math.round(total * share))),
      waluta: each.currency,
      data_wplaty: writeDate(isoDay(START_DAY - between(0, 3))),
    });
  }
  // The same payment reported twice, one for a case that nobody knows, one more than is owed, and two faulty ones.
  result.splice(30, 0, { ...result[7] });
  result.push({
    ...result[0],
    numer_wplaty: 'WB/2026/01/0090',
    nr_sprawy: 'ZD/2019/99999',
    tytul_przelewu: 'spłata',
  });
  const over = payable[11];
  const overpaid = over.principal + over.interest + over.costs + 5_000;
  result.push({
    ...result[1],
    numer_wplaty: 'WB/2026/01/0091',
    wierzyciel: over.creditor,
    nr_sprawy: over.ref,
    tytul_przelewu: 'spłata z nadwyżką',
    kwota: writeAmount(overpaid),
  });
  result.push({ ...result[2], numer_wplaty: 'WB/2026/01/0092', kwota: '12.345.67' });
  result.push({ ...result[4], numer_wplaty: 'WB/2026/01/0093', data_wplaty: '30.02.2026' });
  return result;
}

const beside = (name) => new URL(name, import.meta.url);
writeFileSync(beside('consumers.csv'), csv(consumerColumns, rows));
writeFileSync(beside('payments.csv'), csv(paymentColumns, paymentRows()));

const { businesses, invoices } = businessRows({ startDay: START_DAY, usedPhones, plain });
writeFileSync(beside('businesses.csv'), csv(businessColumns, businesses));
writeFileSync(beside('invoices.csv'), csv(invoiceColumns, invoices));
