/**
 * The demo's businesses: businesses.csv (150 cases, one for each) and invoices.csv (400 rows), written by generate.mjs
 * beside the consumers. The same seed always writes the same bytes; it draws numbers of its own, so that the
 * consumers stay as they are.
 *
 * Nobody in here exists. Company names are made of an invented word and a trade; addresses follow the consumers' rules.
 * A NIP begins with the number of the tax office that gave it out, and none has the number 000: those here have right
 * check digits and belong to nobody.
 *
 * Of the 400 rows one names a case that nobody knows, one has a day that does not exist, and the invoices of one case
 * do not come to its principal, which holds that case until a person has looked.
 */
const SEED = 20260113;
const CASES = 150;
const SOUND_INVOICES = 398;
const CREDITOR = 'hurt-baltyk';
const PORTFOLIO = 'HB-2026-01';

const FIRST = 'Amber Borowik Cyranka Dolmen Elana Fregata Granit Horyzont Ikar Jodła Kormoran Limba Modrzew Neptun Orlik Perkoz Rosomak Sarna Tęcza Ursus Wilga Zefir Żubr Bursztyn Cis';
const TRADES = [
  ['Budowa', 'Budownictwo'],
  ['Transport', 'Transport'],
  ['Gastro', 'Gastronomia'],
  ['Meble', 'Meble'],
  ['Instal', 'Instalacje'],
  ['Ogród', 'Ogrody'],
];
const FORMS = ['sp. z o.o.', 'sp. z o.o.', 'S.A.', 'sp.j.', 'sp. z o.o. sp.k.'];
const PEOPLE = 'Alicja:Wzorcowa Bartosz:Przykładny Celina:Modelska Daniel:Wzorowy Edyta:Przykładna Filip:Wzorek Gabriela:Makieta Hubert:Próbny Iga:Szkicowa Jakub:Pokazowy'.split(' ').map((name) => name.replace(':', ' '));
const PLACES = [
  ['Gdańsk', '80'],
  ['Gdynia', '81'],
  ['Olsztyn', '10'],
  ['Toruń', '87'],
  ['Poznań', '61'],
  ['Łódź', '90'],
  ['Lublin', '20'],
];
const STREETS = ['ul. Portowa', 'ul. Składowa', 'ul. Fabryczna', 'ul. Handlowa', 'ul. Magazynowa', 'al. Rzemieślników'];
const ROLES_BELOW = ['księgowość', 'księgowość', 'płatnik'];
const ROLES_ABOVE = ['akceptujący', 'akceptujący', 'zarząd', 'właściciel'];

export const businessColumns = [
  'wierzyciel',
  'portfel',
  'nr_sprawy',
  'tytul',
  'firma',
  'nip',
  'typ',
  'osoba_kontaktowa',
  'rola',
  'telefon',
  'email',
  'osoba_kontaktowa_2',
  'rola_2',
  'email_2',
  'podmiot_leczniczy',
  'ulica',
  'kod_pocztowy',
  'miejscowosc',
  'jezyk',
  'kwota_glowna',
  'waluta',
  'termin_platnosci',
];
export const invoiceColumns = [
  'wierzyciel',
  'nr_sprawy',
  'nr_faktury',
  'data_wystawienia',
  'termin_platnosci',
  'kwota',
  'zaplacono',
  'waluta',
];

/** Rows of both files. startDay is the epoch day on which the demo starts; usedPhones are those of the consumers. */
export function businessRows({ startDay, usedPhones, plain }) {
  const { between, pick, chance } = chanceOf(SEED);
  const iso = (day) => new Date(day * 86_400_000).toISOString().slice(0, 10);
  const polish = (day) => iso(day).split('-').reverse().join('.');
  const amount = (minor) => `${Math.floor(minor / 100)},${String(minor % 100).padStart(2, '0')}`;
  const counts = spread(CASES, SOUND_INVOICES, between);
  const first = FIRST.split(' ');
  const businesses = [];
  const invoices = [];
  counts.forEach((count, index) => {
    const [word, trade] = [first[index % first.length], TRADES[Math.floor(index / first.length) % TRADES.length]];
    const name = `${word}-${trade[0]} ${pick(FORMS)}`;
    const domain = `${plain(`${word}${trade[0]}`)}.example.${pick(['com', 'org', 'net'])}`;
    const ref = `HB/2026/${String(index + 1).padStart(5, '0')}`;
    const language = chance(0.9) ? 'pl' : pick(['en', 'uk']);
    const [city, zip] = pick(PLACES);
    const oldest = startDay - daysLate(between, chance);
    let open = 0;
    for (let line = 0; line < count; line += 1) {
      const due = oldest + (line === 0 ? 0 : between(1, 28));
      const whole = chance(0.15) ? between(5_000_000, 9_500_000) : between(60_000, 1_900_000);
      const paid = line > 0 && chance(0.12) ? Math.floor(whole / between(2, 5)) : 0;
      open += whole - paid;
      invoices.push({
        wierzyciel: CREDITOR,
        nr_sprawy: ref,
        nr_faktury: `FV/${iso(due - 14).slice(0, 7).replace('-', '/')}/${1_000 + invoices.length * 3}`,
        data_wystawienia: polish(due - 14),
        termin_platnosci: polish(due),
        kwota: amount(whole),
        zaplacono: paid === 0 ? '' : amount(paid),
        waluta: 'PLN',
      });
    }
    const approver = chance(0.7);
    businesses.push({
      wierzyciel: CREDITOR,
      portfel: PORTFOLIO,
      nr_sprawy: ref,
      tytul: `${trade[1]}: dostawy towarów, faktury: ${count}`,
      firma: index === 7 ? 'Szpital Przykładowy SPZOZ' : name,
      nip: nip(index, between),
      typ: 'firma',
      osoba_kontaktowa: pick(PEOPLE),
      rola: pick(ROLES_BELOW),
      telefon: mobile(usedPhones, between),
      email: `${chance(0.5) ? 'ksiegowosc' : 'faktury'}@${domain}`,
      osoba_kontaktowa_2: approver ? pick(PEOPLE) : '',
      rola_2: approver ? pick(ROLES_ABOVE) : '',
      email_2: approver ? `biuro@${domain}` : '',
      podmiot_leczniczy: index === 7 ? 'tak' : 'nie',
      ulica: `${pick(STREETS)} ${between(1, 90)}`,
      kod_pocztowy: `${zip}-${String(between(1, 999)).padStart(3, '0')}`,
      miejscowosc: city,
      jezyk: language,
      // One that does not come to its invoices: an invoice was left out, say.
      kwota_glowna: amount(index === 41 ? open + 123_400 : open),
      waluta: 'PLN',
      termin_platnosci: polish(oldest),
    });
  });
  const [sample] = invoices;
  invoices.splice(120, 0, { ...sample, nr_sprawy: 'HB/2019/99999', nr_faktury: 'FV/2025/12/9001' });
  invoices.splice(260, 0, { ...sample, nr_faktury: 'FV/2025/12/9002', termin_platnosci: '31.11.2025' });
  return { businesses, invoices };
}

/** Most cases are young, when there is most to do; a few are before their due date. */
function daysLate(between, chance) {
  if (chance(0.15)) return between(-9, 0);
  if (chance(0.5)) return between(1, 13);
  if (chance(0.6)) return between(14, 30);
  return between(31, 60);
}

/** So many parts of one to six that come to the total. */
function spread(parts, total, between) {
  const counts = Array.from({ length: parts }, () => between(1, 4));
  for (let index = 0, sum = counts.reduce((a, b) => a + b, 0); sum !== total; index = (index + 1) % parts) {
    const step = Math.sign(total - sum);
    if (counts[index] + step < 1 || counts[index] + step > 6) continue;
    counts[index] += step;
    sum += step;
  }
  return counts;
}

/** mulberry32, as in generate.mjs. */
function chanceOf(seed) {
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low, high) => low + Math.floor(random() * (high - low + 1));
  return { between, pick: (list) => list[Math.floor(random() * list.length)], chance: (share) => random() < share };
}

function nip(index, between) {
  const weights = [6, 5, 7, 2, 3, 4, 5, 6, 7];
  for (;;) {
    const digits = `000${String(index + 1).padStart(3, '0')}${String(between(0, 999)).padStart(3, '0')}`;
    const check = weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11;
    if (check < 10) return `${digits}${check}`;
  }
}

function mobile(used, between) {
  for (;;) {
    const digits = `45${[1, 2, 3, 5, 6, 7, 8][between(0, 6)]}${String(between(0, 999_999)).padStart(6, '0')}`;
    if (used.has(digits)) continue;
    used.add(digits);
    return `+48 ${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`;
  }
}
