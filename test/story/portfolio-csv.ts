import type { StoryCase } from './story-case.js';

const HEADER =
  'wierzyciel;portfel;nr_sprawy;tytul;imie;nazwisko;plec;nr_klienta;pesel;data_urodzenia;kod_pocztowy;telefon;email;jezyk;kwota_glowna;waluta;termin_platnosci;data_przedawnienia';

const PORTFOLIOS = { 'zielona-dolina': 'ZD-2026-01', 'lacze-polnoc': 'LP-2026-01' } as const;

/** The file in which the creditors hand their cases over; some rows are in it twice. */
export function portfolioCsv(cases: readonly StoryCase[]): string {
  const rows = cases.map(row);
  return [HEADER, ...rows, ...rows.slice(0, 3), ''].join('\r\n');
}

function row(each: StoryCase): string {
  return [
    each.creditor,
    PORTFOLIOS[each.creditor],
    each.ref,
    `Faktura ${each.ref.replace('/', '-')}`,
    each.person % 2 === 0 ? 'Anna' : 'Jan',
    `Próbny${each.person}`,
    each.person % 2 === 0 ? 'K' : 'M',
    each.pesel === null ? `k-${each.person}` : '',
    each.pesel ?? '',
    each.birthDate ?? '',
    each.postcode ?? '',
    each.phone ?? '',
    each.email ?? '',
    each.language,
    (each.principalMinor / 100).toFixed(2).replace('.', ','),
    'PLN',
    each.dueDate,
    each.timeBarredOn ?? '',
  ].join(';');
}
