import type { StoryCase } from './story-case.js';

const HEADER =
  'wierzyciel;portfel;nr_sprawy;tytul;typ;imie;nazwisko;plec;firma;nip;nr_klienta;pesel;data_urodzenia;kod_pocztowy;rola;telefon;email;osoba_kontaktowa_2;rola_2;email_2;jezyk;kwota_glowna;waluta;termin_platnosci;data_przedawnienia';
const INVOICES_HEADER = 'wierzyciel;nr_sprawy;nr_faktury;termin_platnosci;kwota;waluta';

const PORTFOLIOS = {
  'zielona-dolina': 'ZD-2026-01',
  'lacze-polnoc': 'LP-2026-01',
  'hurt-baltyk': 'HB-2026-01',
} as const;

/** The file in which the creditors hand their cases over; some rows are in it twice. */
export function portfolioCsv(cases: readonly StoryCase[]): string {
  const rows = cases.map(row);
  return [HEADER, ...rows, ...rows.slice(0, 3), ''].join('\r\n');
}

/** The file of the businesses' invoices. */
export function invoicesCsv(cases: readonly StoryCase[]): string {
  const rows = cases.flatMap(({ creditor, ref, invoices }) =>
    invoices.map(({ number, dueDate, amountMinor }) =>
      [creditor, ref, number, dueDate, amount(amountMinor), 'PLN'].join(';'),
    ),
  );
  return [INVOICES_HEADER, ...rows, ''].join('\r\n');
}

function row(each: StoryCase): string {
  const consumer = each.kind === 'consumer';
  return [
    each.creditor,
    PORTFOLIOS[each.creditor],
    each.ref,
    `Faktura ${each.ref.replace('/', '-')}`,
    consumer ? 'konsument' : 'firma',
    consumer ? (each.person % 2 === 0 ? 'Anna' : 'Jan') : '',
    consumer ? `Próbny${each.person}` : '',
    consumer ? (each.person % 2 === 0 ? 'K' : 'M') : '',
    consumer ? '' : `Próba ${each.person} sp. z o.o.`,
    each.nip ?? '',
    consumer && each.pesel === null ? `k-${each.person}` : '',
    each.pesel ?? '',
    each.birthDate ?? '',
    each.postcode ?? '',
    consumer ? '' : 'księgowość',
    each.phone ?? '',
    each.email ?? '',
    each.approver === null ? '' : `Ewa Wzorcowa`,
    each.approver === null ? '' : 'akceptujący',
    each.approver ?? '',
    each.language,
    amount(each.principalMinor),
    'PLN',
    each.dueDate,
    each.timeBarredOn ?? '',
  ].join(';');
}

function amount(minor: number): string {
  return (minor / 100).toFixed(2).replace('.', ',');
}
